/** A core of which only what a test gives it answers, for the shells that stand around the real one. */
import type { Core, PanelAddress } from '../../main/core.ts';
import type { Api, FeedEvents, FeedName } from '../../shared/api.ts';
import type { AppState, ProxyState } from '../../shared/app-state.ts';
import { defaultSettings } from '../../shared/settings.ts';

export interface FakeCoreOptions {
  state?: Partial<AppState>;
  calls?: Partial<Api['calls']>;
  jobs?: Partial<Api['jobs']>;
}

export interface FakeCore extends Core {
  /** Changes the state and tells the feed. */
  setState(change: Partial<AppState>): void;
  push(event: FeedEvents['requests']): void;
  listeners(feed: FeedName): number;
  proxyWatchers(): number;
  panelAddress(): PanelAddress | null;
  /** How many windows and pages are open. */
  openWindows(): number;
  /** What was told of the machine, in order: `battery`, `mains`, `sleep`, `wake`. */
  told: string[];
  /** The grace of each `stop`. */
  stops: number[];
}

export function buildAppState(change: Partial<AppState> = {}): AppState {
  return {
    revision: 1,
    version: '1.2.3',
    shell: 'headless',
    pid: process.pid,
    dataDir: '/nowhere/modeltray',
    locale: 'en',
    capabilities: { pickFolder: false, openPath: false, notify: false, startAtLogin: false, update: false },
    settings: defaultSettings,
    settingsReadOnly: false,
    startAtLogin: false,
    proxy: {
      status: 'running',
      baseUrl: 'http://127.0.0.1:9999/v1',
      port: 9999,
      listen: 'loopback',
      listeners: ['127.0.0.1:9999'],
      error: null,
      nextFreePort: null,
    },
    keys: [{ id: 'default', label: 'DB-GPT', createdAt: 0, endsAt: null, lastUsedAt: null }],
    panelUrl: null,
    active: null,
    embedding: null,
    routes: [],
    upstreams: [],
    demo: { isActive: false, isPinned: false },
    isLooking: false,
    exports: { count: 0, outOfDate: 0 },
    notices: [],
    traffic: { inFlight: 0, answered: 0, failed: 0, draining: [], lastLocation: null, lastFailure: null },
    keepsBodies: false,
    ...change,
  };
}

export function createFakeCore(options: FakeCoreOptions = {}): FakeCore {
  let state = buildAppState(options.state);
  let panelAddress: PanelAddress | null = null;
  const stops: number[] = [];
  const told: string[] = [];
  const windows = new Set<symbol>();
  const stateListeners = new Set<(event: AppState) => void>();
  const proxyListeners = new Set<(proxy: ProxyState) => void>();
  const requestListeners = new Set<(event: FeedEvents['requests']) => void>();
  const setState = (change: Partial<AppState>): void => {
    state = { ...state, ...change, revision: state.revision + 1 };
    for (const listener of stateListeners) listener(state);
    if (change.proxy !== undefined) for (const listener of proxyListeners) listener(change.proxy);
  };
  return {
    api: {
      calls: { ...unanswered, getState: () => Promise.resolve(state), ...options.calls },
      jobs: { discover: refuse, check: refuse, ask: refuse, ...options.jobs },
      feeds: {
        state: (listener) => {
          stateListeners.add(listener);
          listener(state);
          return () => stateListeners.delete(listener);
        },
        requests: (listener) => {
          requestListeners.add(listener);
          listener({ added: [] });
          return () => requestListeners.delete(listener);
        },
      },
    },
    state: () => state,
    localKey: () => 'sk-local',
    start: () => Promise.resolve(),
    watchProxy(listener) {
      proxyListeners.add(listener);
      listener(state.proxy);
      return () => proxyListeners.delete(listener);
    },
    reportPanel(address) {
      panelAddress = address;
      setState({ panelUrl: address.url });
    },
    reportWindow() {
      const window = Symbol();
      windows.add(window);
      return () => windows.delete(window);
    },
    reportPower: ({ onBattery }) => told.push(onBattery ? 'battery' : 'mains'),
    reportSleep: () => told.push('sleep'),
    reportWake: () => told.push('wake'),
    stop(graceMs) {
      stops.push(graceMs);
      return Promise.resolve();
    },
    setState,
    push(event) {
      for (const listener of requestListeners) listener(event);
    },
    listeners: (feed) => (feed === 'state' ? stateListeners : requestListeners).size,
    proxyWatchers: () => proxyListeners.size,
    panelAddress: () => panelAddress,
    openWindows: () => windows.size,
    told,
    stops,
  };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('the test gave no answer for this'));
}

const unanswered: Api['calls'] = {
  getState: refuse,
  updateSettings: refuse,
  applySettingsEdit: refuse,
  setStartAtLogin: refuse,
  finishFirstRun: refuse,
  startProxy: refuse,
  stopProxy: refuse,
  probeAddress: refuse,
  addUpstream: refuse,
  updateUpstream: refuse,
  removeUpstream: refuse,
  confirmUpstream: refuse,
  testUpstream: refuse,
  describeServer: refuse,
  findModels: refuse,
  lookAtServers: refuse,
  setUpstreamLimits: refuse,
  setAlias: refuse,
  useModel: refuse,
  pinModel: refuse,
  saveRoute: refuse,
  removeRoute: refuse,
  explainRoute: refuse,
  planCheck: refuse,
  getCheckReport: refuse,
  exportCheckReport: refuse,
  revealLocalKey: refuse,
  setLocalKey: refuse,
  exportSettings: refuse,
  previewImport: refuse,
  importSettings: refuse,
  resetSettings: refuse,
  restoreSettings: refuse,
  createKey: refuse,
  revealKey: refuse,
  renameKey: refuse,
  rotateKey: refuse,
  revokeKey: refuse,
  copyCurl: refuse,
  renderExport: refuse,
  saveExport: refuse,
  planExport: refuse,
  writeExport: refuse,
  lastExport: refuse,
  keepExport: refuse,
  listExports: refuse,
  undoExport: refuse,
  planUpdate: refuse,
  writeUpdate: refuse,
  undoAutomaticWrite: refuse,
  undoSwitch: refuse,
  lookAtDbgpt: refuse,
  findDbgpt: refuse,
  judgeConfig: refuse,
  lookAtDbgptApi: refuse,
  planDbgptModels: refuse,
  addDbgptModels: refuse,
  removeDbgptModels: refuse,
  listRequests: refuse,
  getTraffic: refuse,
  describeRequest: refuse,
  clearRequests: refuse,
  setKeepBodies: refuse,
  copyRequestCurl: refuse,
  dismissNotice: refuse,
  pickFolder: refuse,
  openPath: refuse,
};
