/** A real core on a temporary data folder and a free port, with fake upstreams added through its API. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../main/core.ts';
import type { Core, CorePorts, RunOptions } from '../../main/core.ts';
import type { Api } from '../../shared/api.ts';
import { silentLog } from '../../shared/ports.ts';
import type { Chance, Clock, Log } from '../../shared/ports.ts';
import type { SettingsPatch } from '../../shared/settings.ts';
import type { FakeUpstream } from './fake-upstream.ts';
import { noListeners } from './listeners.ts';
import { realClock } from './real-clock.ts';

export interface StartCoreOptions {
  upstreams?: readonly FakeUpstream[];
  settings?: SettingsPatch;
  /** `null` leaves the first choice to the core; left out, it is the first upstream's first model. */
  active?: { upstream: FakeUpstream; model: string } | null;
  embedding?: { upstream: FakeUpstream; model: string };
  /** The upstreams' own keys, by mark. */
  keys?: Readonly<Record<string, string>>;
  clock?: Clock;
  chance?: Chance;
  log?: Log;
  readOnBattery?: CorePorts['readOnBattery'];
  run?: Partial<RunOptions>;
  systemLocale?: string;
  /** What listens on this machine; nothing unless told. */
  listListeners?: CorePorts['listListeners'];
  env?: CorePorts['env'];
  /** What the shell can do; nothing unless told. */
  shellPorts?: CorePorts['shellPorts'];
  /** What lies in the data folder before the core opens it. */
  prepare?: (dataDir: string) => Promise<void>;
}

export interface RunningCore {
  core: Core;
  api: Api;
  /** `http://127.0.0.1:PORT/v1` */
  proxyUrl: string;
  port: number;
  localKey: string;
  dataDir: string;
  stop(): Promise<void>;
}

export async function startCore(options: StartCoreOptions = {}): Promise<RunningCore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'modeltray-test-'));
  await options.prepare?.(dataDir);
  const core = createCore({
    shell: 'headless',
    version: '0.0.0-test',
    dataDir,
    systemLocale: options.systemLocale ?? 'en',
    log: options.log ?? silentLog,
    clock: options.clock ?? realClock,
    chance: options.chance ?? (() => 0.5),
    run: { port: 0, demo: false, discover: false, ...options.run },
    shellPorts: options.shellPorts ?? {},
    keychain: null,
    settingsFile: null,
    readOnBattery: options.readOnBattery ?? null,
    listListeners: options.listListeners ?? noListeners,
    home: dataDir,
    env: options.env ?? {},
  });
  await core.start();
  const { proxy } = core.state();
  if (proxy.status !== 'running')
    throw new Error(`the proxy is ${proxy.status}: ${JSON.stringify(proxy.error)}`);
  await furnish(core, options);
  return {
    core,
    api: core.api,
    proxyUrl: proxy.baseUrl,
    port: proxy.port,
    localKey: core.localKey(),
    dataDir,
    async stop() {
      await core.stop(0);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function furnish(core: Core, options: StartCoreOptions): Promise<void> {
  const { calls } = core.api;
  const { upstreams = [], settings, active, embedding, keys = {} } = options;
  if (settings !== undefined) await calls.updateSettings(settings);
  for (const { url, mark } of upstreams) {
    const key = keys[mark];
    await calls.addUpstream({ baseUrl: url, name: mark, ...(key === undefined ? {} : { key }) });
  }
  const target = active === undefined ? firstModel(core) : active && refOf(active);
  if (target !== null) await calls.setAlias({ alias: 'active', target });
  if (embedding !== undefined) await calls.setAlias({ alias: 'embedding', target: refOf(embedding) });
}

function refOf({ upstream, model }: { upstream: FakeUpstream; model: string }): {
  upstream: string;
  model: string;
} {
  return { upstream: upstream.mark, model };
}

function firstModel(core: Core): { upstream: string; model: string } | null {
  const [first] = core.state().upstreams.filter(({ kind }) => kind !== 'demo');
  const model = first?.models[0];
  return first === undefined || model === undefined ? null : { upstream: first.slug, model: model.id };
}
