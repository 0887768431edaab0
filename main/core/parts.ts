import type { CorePorts, PanelAddress } from '../core.ts';
import type { AppStateStore } from '../state/app-state-store.ts';
import type { RecentRequests } from '../state/recent-requests.ts';
import type { RequestCounters } from '../state/request-counters.ts';
import type { TrafficHistory } from '../state/traffic-history.ts';
import type { LocalKeys } from '../settings/local-keys.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { Net } from '../net/net.ts';
import type { CheckReports } from './check-reports.ts';
import type { ProxyContext } from '../proxy/context.ts';
import type { Places } from '../proxy/places.ts';
import type { Discovery } from './discovery.ts';
import type { RoutingMemory } from '../routing/memory.ts';
import type { DrainWatch } from './drain-watch.ts';
import type { ExportKeeper } from './export-keeper.ts';
import type { Notices } from './notices.ts';
import type { Notifications } from './notifications.ts';
import type { FindPortHolder } from './port-holder.ts';
import type { ProxyRunner } from './proxy-runner.ts';
import type { SyncIn } from './sync-in.ts';
import type { SyncOut } from './sync-out.ts';
import type { SettingsEdits } from './settings-edits.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import type { ListedUpstream, UpstreamsService } from './upstreams-service.ts';

/** What the core is made of, for those of its files that need more than one of them. */
export interface CoreParts {
  ports: CorePorts;
  settings: SettingsKeeper;
  edits: SettingsEdits;
  localKeys: LocalKeys;
  secrets: Secrets;
  net: Net;
  upstreams: UpstreamsService;
  runner: ProxyRunner;
  discovery: Discovery;
  notices: Notices;
  /** Null where the shell shows none. */
  notifications: Notifications | null;
  /** What routing remembers between requests. */
  routing: RoutingMemory;
  /** Places at servers, for every listener of the proxy together. */
  places: Places;
  warnOfContext: ProxyContext['onContextWarning'];
  requests: RecentRequests;
  /** The last quarter of an hour in numbers. */
  traffic: TrafficHistory;
  /** The same since the start, as counters. */
  counters: RequestCounters;
  /** What models that are active no more still answer. */
  draining: DrainWatch;
  findPortHolder: FindPortHolder;
  checkReports: CheckReports;
  exports: ExportKeeper;
  /** Keeps DB-GPT's files in step with ModelTray, and the active model with a name in them. */
  syncOut: SyncOut;
  syncIn: SyncIn;
  store: AppStateStore;
  /** The settings' upstreams, and the demo last while it may answer. */
  list: () => readonly ListedUpstream[];
  panel: () => PanelAddress | null;
  /** Takes the first choice of the active model where none is set. */
  chooseActive: () => void;
  /** Runs looks at several servers, and lets the choice among them wait for the last. */
  together: <Result>(looks: () => Promise<Result>) => Promise<Result>;
  /** False between `createCore` and `start`, and after `stop`: nothing is bound or probed then. */
  isRunning: () => boolean;
}
