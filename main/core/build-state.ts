/** Builds the AppState from everything that is true. Reads only. */
import type { AliasState, AppState, Capabilities, Notice } from '../../shared/app-state.ts';
import { message, resolveLocale } from '../../shared/i18n/index.ts';
import { fartherLocation } from '../../shared/location.ts';
import type { FixedAlias } from '../../shared/settings.ts';
import { locationOfUpstream } from '../upstreams/location.ts';
import { chosenModels, modelsInState, roomForModels } from './models-in-state.ts';
import type { CoreParts } from './parts.ts';
import { routeStates } from './route-states.ts';
import { aliasTarget, firstOf } from './routes.ts';

/** Without its models first, because how many of them it carries depends on how much room the rest leaves. */
export function buildState(parts: CoreParts): Omit<AppState, 'revision'> {
  const state = buildRest(parts);
  const servers = parts.list().map(({ slug }) => ({ slug, models: parts.upstreams.facts(slug).models }));
  const room = roomForModels(Buffer.byteLength(JSON.stringify(state)));
  const models = modelsInState(servers, chosenModels(state.settings), room);
  const upstreams = state.upstreams.map((server) => ({ ...server, models: models.get(server.slug) ?? [] }));
  return { ...state, upstreams };
}

function buildRest(parts: CoreParts): Omit<AppState, 'revision'> {
  const { ports, settings, upstreams, runner, requests } = parts;
  const current = settings.get();
  const active = aliasState(parts, 'active');
  return {
    version: ports.version,
    shell: ports.shell,
    pid: process.pid,
    dataDir: ports.dataDir,
    locale: resolveLocale(current.window.language, ports.systemLocale),
    capabilities: capabilitiesOf(parts),
    settings: current,
    settingsReadOnly: settings.isReadOnly,
    startAtLogin: ports.shellPorts.loginItem?.isOn() ?? false,
    proxy: runner.state(),
    keys: parts.localKeys.states(),
    panelUrl: parts.panel()?.url ?? null,
    active,
    embedding: aliasState(parts, 'embedding'),
    routes: routeStates(parts),
    upstreams: parts.list().map((upstream) => upstreams.state(upstream, [])),
    demo: { isActive: active?.isDemo ?? false, isPinned: ports.run.demo },
    isLooking: parts.discovery.isLooking(),
    exports: parts.syncOut.state(),
    notices: [...parts.notices.all(), ...standingNotices(parts, active)],
    traffic: { ...requests.totals(), inFlight: countInFlight(parts), draining: parts.draining.list() },
    keepsBodies: requests.keepsBodies(),
  };
}

/** Where an alias points, with what is known of the model; null where it points nowhere. */
export function aliasState(parts: CoreParts, alias: FixedAlias): AliasState | null {
  const target = aliasTarget(parts.settings.get(), alias, parts.ports.run.demo);
  const ref = firstOf(target);
  const upstream = parts.list().find(({ slug }) => slug === ref?.upstream);
  if (target === null || ref === null || upstream === undefined) return null;
  const info = parts.upstreams.facts(upstream.slug).models.find(({ id }) => id === ref.model) ?? null;
  const location = locationOfUpstream(upstream.kind, upstream.baseUrl);
  return {
    ...ref,
    alias,
    upstreamName: upstream.name,
    kind: upstream.kind,
    location: fartherLocation(location, info?.location ?? location),
    info,
    chosen: target.chosen,
    isDemo: upstream.kind === 'demo',
  };
}

function capabilitiesOf({ ports: { shellPorts } }: CoreParts): Capabilities {
  return {
    pickFolder: shellPorts.pickFolder !== undefined,
    openPath: shellPorts.openPath !== undefined,
    notify: shellPorts.notify !== undefined,
    startAtLogin: shellPorts.loginItem !== undefined,
    update: false,
  };
}

/** What is said as long as it is so. */
function standingNotices(parts: CoreParts, active: AliasState | null): Notice[] {
  const notices: Notice[] = [];
  const { error, nextFreePort, status } = parts.runner.state();
  if (status === 'error' && error !== null) {
    const actions: Notice['actions'] = [{ do: 'open-settings' }];
    if (nextFreePort !== null) actions.unshift({ do: 'use-port', port: nextFreePort });
    notices.push({ id: 'proxy-error', level: 'error', text: error, actions, canDismiss: false });
  }
  if (active === null) {
    const text = message('notice.noServer');
    notices.push({
      id: 'no-server',
      level: 'warning',
      text,
      actions: [{ do: 'open-servers' }],
      canDismiss: false,
    });
  } else if (!active.isDemo && areAllKnownDown(parts)) {
    const servers = parts
      .list()
      .map(({ name }) => name)
      .join(', ');
    const text = message('notice.allDown', { servers });
    notices.push({
      id: 'all-down',
      level: 'error',
      text,
      actions: [{ do: 'open-servers' }],
      canDismiss: false,
    });
  }
  if (parts.runner.isDockerAbsent()) {
    const text = message('notice.dockerAddressAbsent');
    notices.push({ id: 'docker-absent', level: 'warning', text, actions: [], canDismiss: false });
  }
  return [...notices, ...keyNotices(parts)];
}

/** A server that went away while nobody used it changes its mark and nothing else: nobody has missed it yet. */
function areAllKnownDown({ upstreams: { registry } }: CoreParts): boolean {
  return registry.isEveryServerDown() && !registry.hasSilentLoss();
}

function keyNotices({ upstreams, list }: CoreParts): Notice[] {
  return list()
    .filter((one) => upstreams.state(one, []).keyState === 'unconfirmed')
    .map(({ slug, name }) => ({
      id: `key-unconfirmed-${slug}`,
      level: 'warning',
      text: message('notice.keyUnconfirmed', { name }),
      actions: [{ do: 'confirm-key', slug }],
      canDismiss: false,
    }));
}

function countInFlight({ upstreams }: CoreParts): number {
  return upstreams.registry.inFlight().reduce((sum, { count }) => sum + count, 0);
}
