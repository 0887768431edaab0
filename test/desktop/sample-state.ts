import type { AliasState, AppState } from '../../shared/app-state.ts';
import { unknownModel } from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

/** A running app with one server and its one model active; `patch` replaces top fields. */
export function sampleState(patch: Partial<AppState> = {}): AppState {
  return {
    revision: 1,
    version: '0.1.0',
    shell: 'desktop',
    pid: 1234,
    dataDir: '/data',
    locale: 'en',
    capabilities: { pickFolder: true, openPath: true, notify: true, startAtLogin: true, update: false },
    settings: defaultSettings,
    settingsReadOnly: false,
    startAtLogin: false,
    keys: [],
    proxy: sampleProxy(),
    panelUrl: null,
    active: sampleActive(),
    embedding: null,
    routes: [],
    upstreams: [sampleUpstream()],
    demo: { isActive: false, isPinned: false },
    isLooking: false,
    exports: { count: 0, outOfDate: 0 },
    notices: [],
    traffic: { inFlight: 0, answered: 0, failed: 0, draining: [], lastLocation: null, lastFailure: null },
    keepsBodies: false,
    ...patch,
  };
}

export function sampleProxy(patch: Partial<AppState['proxy']> = {}): AppState['proxy'] {
  return {
    status: 'running',
    baseUrl: 'http://127.0.0.1:9999/v1',
    port: 9999,
    listen: 'loopback',
    listeners: ['127.0.0.1:9999'],
    error: null,
    nextFreePort: null,
    ...patch,
  };
}

export function sampleActive(patch: Partial<AliasState> = {}): AliasState {
  return {
    alias: 'active',
    upstream: 'ollama',
    model: 'qwen3:8b',
    upstreamName: 'Ollama',
    kind: 'ollama',
    location: 'this-machine',
    info: null,
    chosen: 'user',
    isDemo: false,
    ...patch,
  };
}

/** A healthy server on this machine with the given chat models. */
export function sampleUpstream(
  patch: Partial<UpstreamState> = {},
  modelIds: readonly string[] = ['qwen3:8b'],
): UpstreamState {
  return {
    slug: 'ollama',
    name: 'Ollama',
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    location: 'this-machine',
    health: 'healthy',
    healthDetail: null,
    healthSince: null,
    pausedUntil: null,
    keyState: 'none',
    hasKey: false,
    latencyMs: 3,
    version: null,
    product: null,
    verdicts: [],
    checkedAt: 0,
    models: modelIds.map((id) => unknownModel(id, patch.location ?? 'this-machine')),
    modelCount: modelIds.length,
    inFlight: 0,
    fixes: {},
    ...patch,
  };
}
