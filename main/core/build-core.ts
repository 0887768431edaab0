/** Wires the rooms together. What happens inside one of them has its home there. */
import { randomUUID } from 'node:crypto';
import { toError } from '../../shared/errors.ts';
import { resolveLocale } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { Core, CorePorts, PanelAddress } from '../core.ts';
import { createNet } from '../net/net.ts';
import { chooseActive } from '../routing/choose-active.ts';
import { lockedReach } from '../../shared/locks.ts';
import { createRoutingMemory } from '../routing/memory.ts';
import { createPlaces } from '../proxy/places.ts';
import { createProxyServer } from '../proxy/server.ts';
import { defaultLimits } from '../proxy/read-request.ts';
import { loadSettings, keepBefore } from '../settings/load-settings.ts';
import { createLocalKeys } from '../settings/local-keys.ts';
import { createSecrets } from '../settings/secrets.ts';
import { createConfSettingsFile } from '../settings/settings-file.ts';
import { createAppStateStore } from '../state/app-state-store.ts';
import { createRecentRequests } from '../state/recent-requests.ts';
import { createRequestCounters } from '../state/request-counters.ts';
import { createTrafficHistory } from '../state/traffic-history.ts';
import { createDemoServer } from '../upstreams/demo/server.ts';
import { createSystemListeners } from '../upstreams/discovery/list-listeners.ts';
import { listedAt } from '../upstreams/discovery/match-listed.ts';
import type { ListedServer } from '../upstreams/discovery/match-listed.ts';
import { createApi } from './create-api.ts';
import { aliasState, buildState } from './build-state.ts';
import { createCloudProxy, followCloudProxy } from './cloud-proxy.ts';
import { createCheckReports } from './check-reports.ts';
import { createContextNotices } from './context-notices.ts';
import { createDemoKeeper } from './demo-keeper.ts';
import { retireDemo } from './retire-demo.ts';
import { createDrainWatch } from './drain-watch.ts';
import { createDiscovery } from './discovery.ts';
import { createLifecycle } from './lifecycle.ts';
import { createNotices } from './notices.ts';
import { createExportKeeper } from './export-keeper.ts';
import { createFindPortHolder } from './port-holder.ts';
import type { CoreParts } from './parts.ts';
import { createProxyContext } from './proxy-context.ts';
import { createProxyRunner } from './proxy-runner.ts';
import { activeRefs, isDemoAvailable, withAlias } from './routes.ts';
import { createSettingsEdits } from './settings-edits.ts';
import { createSettingsKeeper } from './settings-keeper.ts';
import { shellNotifications } from './shell-notifications.ts';
import { routingUpstreams } from './snapshot.ts';
import { createSyncIn } from './sync-in.ts';
import { createSyncOut } from './sync-out.ts';
import { createUpstreamsService } from './upstreams-service.ts';
import { createWriteOrSay } from './write-or-say.ts';

export function buildCore(ports: CorePorts): Core {
  const { clock, log, chance, dataDir, run } = ports;
  const now = (): number => clock.now();
  let panel: PanelAddress | null = null;
  let portOfRun = run.port;
  let isRunning = false;

  const loaded = loadSettings(dataDir, { now });
  const keep = (): void => {
    loaded.keep();
    edits.keepRefused();
  };
  const file = keepBefore({ keep }, ports.settingsFile ?? createConfSettingsFile(dataDir));
  const touch = (): void => {
    store.touch();
    syncOut.note();
  };
  const settings = createSettingsKeeper(loaded, file, (before, after) => {
    draining.note(activeRefs(before, run.demo), activeRefs(after, run.demo));
    log.setLevel?.(after.logs.level);
    edits.noteWrite();
    followCloudProxy(before, after, { net, routing });
    wakeDemo();
    touch();
    syncIn.note();
  });
  log.setLevel?.(settings.get().logs.level);
  const locale = (): Locale => resolveLocale(settings.get().window.language, ports.systemLocale);
  const localKeys = createLocalKeys(dataDir, now);
  const secrets = createSecrets(dataDir, ports.keychain, now);
  const notices = createNotices(touch);
  const writeOrSay = createWriteOrSay(notices);
  const exports = createExportKeeper({ dataDir, now, notices });
  const requests = createRecentRequests(clock);
  const traffic = createTrafficHistory(now);
  const checkReports = createCheckReports(dataDir, now, log);
  const routing = createRoutingMemory();
  const places = createPlaces(clock, touch);
  const demo = createDemoKeeper(createDemoServer({ clock, locale, hasEmbeddings: run.demo }));

  /** The demo may be wanted again while the core runs; it is not ended before the core is, streams may need it. */
  const wakeDemo = (): void => {
    if (!isRunning || demo.address() !== null || !isDemoAvailable(settings.get(), run.demo)) return;
    demo.start().then(touch, (thrown: unknown) => {
      log.error('the demo could not be started', { error: toError(thrown).stack });
    });
  };

  const wantedPort = (): number => portOfRun ?? settings.get().proxy.port;
  const ownPorts = (): ReadonlySet<number> => {
    const proxy = runner.state();
    return new Set([proxy.port, ...(panel === null ? [] : [panel.port])]);
  };
  const listListeners = ports.listListeners ?? createSystemListeners();
  const findPortHolder = createFindPortHolder(listListeners);
  const net = createNet({
    ownPorts,
    limit: () => lockedReach(settings.get().locks),
    connectTimeoutMs: () => settings.get().timeouts.connectMs,
    proxiesFor: createCloudProxy(() => settings.get().cloudProxy, ports.shellPorts.systemProxy),
  });

  const list: CoreParts['list'] = () => {
    const isDemoThere = demo.address() !== null && isDemoAvailable(settings.get(), run.demo);
    return isDemoThere ? [...settings.get().upstreams, demo.listed(locale())] : settings.get().upstreams;
  };
  const chooseFirst = (): void => {
    if (run.demo || settings.isReadOnly) return;
    if (settings.get().routes.some(({ alias }) => alias === 'active')) return;
    const choice = chooseActive(routingUpstreams(parts).filter(({ slug }) => slug !== demo.slug));
    if (choice !== null) settings.change((at) => withAlias(at, 'active', choice.target, choice.chosen));
  };
  /** While several servers are looked at, the choice among them waits for the last. */
  let looksUnderWay = 0;
  const settle = (): void => {
    if (looksUnderWay > 0) return;
    writeOrSay(() => {
      chooseFirst();
      retireDemo(parts);
    });
  };
  const together = async <Result>(looks: () => Promise<Result>): Promise<Result> => {
    looksUnderWay += 1;
    try {
      return await looks();
    } finally {
      looksUnderWay -= 1;
      settle();
    }
  };
  const notifications = shellNotifications(ports, settings, { list, writeOrSay });
  const upstreams = createUpstreamsService({
    net,
    clock,
    chance,
    log,
    secrets,
    list,
    verdictsOf: checkReports.summaries,
    onChange: touch,
    onLearned: settle,
    readOnBattery: ports.readOnBattery,
    onStopped: (slug) => {
      discovery.lookForMoved(slug).catch((thrown: unknown) => {
        log.error('looking where a server went failed', { slug, error: toError(thrown).stack });
      });
    },
    onForgotten: (slug) => routing.forget(slug),
    onHealth: (slug, health) => notifications?.takeHealth(slug, health),
    pausedUntil(slug) {
      const circuit = routing.circuit(slug, clock.monotonicMs());
      return circuit.kind === 'open' ? Math.round(clock.now() + circuit.retryInMs) : null;
    },
    onFound: (slug, { kind, baseUrl }) => {
      if (kind === 'demo' || settings.isReadOnly) return;
      writeOrSay(() => {
        settings.change((at) => ({
          ...at,
          upstreams: at.upstreams.map((one) => (one.slug === slug ? { ...one, kind, baseUrl } : one)),
        }));
      });
    },
  });
  const runner = createProxyRunner({
    create: () =>
      createProxyServer(createProxyContext(parts, { locale, limits: defaultLimits, createId: randomUUID })),
    settings: () => settings.get().proxy,
    wantedPort,
    findPortHolder,
    clock,
    log,
    onChange: touch,
  });
  const listed = (): ListedServer[] =>
    settings.get().upstreams.map((one) => ({
      ...one,
      models: upstreams.facts(one.slug).models.map(({ id }) => id),
    }));
  const discovery = createDiscovery({
    net,
    clock,
    log,
    settings,
    upstreams,
    notices,
    together,
    listListeners,
    surroundings: ports,
    ownPorts: () => new Set([...ownPorts(), ...demo.ports()]),
    ownPid: process.pid,
    listed,
    keyAt(baseUrl) {
      const slug = listedAt(baseUrl, listed());
      return slug === null ? null : secrets.keyFor(slug, baseUrl);
    },
    isAllowed: () => run.discover && !run.demo && !settings.isReadOnly,
    isFirstStart: () => settings.get().upstreams.length === 0 && !settings.get().demo.retired,
    isDemoActive: () => aliasState(parts, 'active')?.isDemo === true,
    mayAdd: () => isRunning && !run.demo && !settings.isReadOnly,
    onChange: touch,
  });
  const edits = createSettingsEdits({
    notices,
    secrets,
    current: settings.get,
    adopt: (edited) => lifecycle.adopt(edited),
    write: (edited) => file.write(edited),
  });
  const store = createAppStateStore({
    clock,
    build: () => buildState(parts),
  });
  const draining = createDrainWatch(() => upstreams.registry.inFlight());
  const parts: CoreParts = {
    ports,
    settings,
    edits,
    localKeys,
    secrets,
    net,
    upstreams,
    runner,
    discovery,
    notices,
    notifications,
    routing,
    places,
    warnOfContext: createContextNotices(notices, clock),
    requests,
    traffic,
    counters: createRequestCounters(),
    draining,
    findPortHolder,
    checkReports,
    exports,
    get syncOut() {
      return syncOut;
    },
    get syncIn() {
      return syncIn;
    },
    store,
    list,
    panel: () => panel,
    chooseActive: chooseFirst,
    together,
    isRunning: () => isRunning,
  };
  const syncOut = createSyncOut(parts);
  const syncIn = createSyncIn(parts);
  const lifecycle = createLifecycle(parts, {
    loaded,
    demo,
    setRunning: (running) => {
      isRunning = running;
    },
  });
  const api = createApi(parts, {
    ownPorts,
    wantPort: (port) => {
      portOfRun = port;
    },
    follow: (before) => lifecycle.follow(before),
  });
  return {
    api,
    state: () => store.get(),
    localKey: () => localKeys.key(),
    start: () => lifecycle.start(),
    stop: (graceMs) => lifecycle.stop(graceMs),
    watchProxy: (listener) => runner.watch(listener),
    reportPanel(address) {
      panel = address;
      store.touch();
    },
    reportWindow: () => upstreams.presence.openWindow(),
    reportPower: ({ onBattery }) => upstreams.presence.setOnBattery(onBattery),
    reportSleep: () => upstreams.presence.sleep(),
    reportWake() {
      routing.wake();
      upstreams.presence.wake();
    },
  };
}
