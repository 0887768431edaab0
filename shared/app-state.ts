import type { FixName } from './conformance.ts';
import type { ExportsState } from './exports.ts';
import type { Locale, Message } from './i18n/index.ts';
import type { Location } from './location.ts';
import type { KeyState } from './local-keys.ts';
import type { ModelInfo, ModelRef } from './model.ts';
import type { ChoiceReason, FixedAlias, ListenMode, Settings } from './settings.ts';
import type { UpstreamKind, UpstreamState } from './upstream.ts';

export type Shell = 'desktop' | 'headless';

/** What only some shells can do. The window shows only what is there. */
export interface Capabilities {
  pickFolder: boolean;
  openPath: boolean;
  notify: boolean;
  startAtLogin: boolean;
  update: boolean;
}

export type ProxyStatus = 'stopped' | 'starting' | 'running' | 'stopping' | 'error';

export interface ProxyState {
  status: ProxyStatus;
  /** `http://127.0.0.1:9999/v1`; with the port in use, or the one wanted while it does not run. */
  baseUrl: string;
  port: number;
  listen: ListenMode;
  /** Every `address:port` that is bound. */
  listeners: string[];
  /** Why it is not running, where it should be. */
  error: Message | null;
  /** A free port to offer when the wanted one is taken. */
  nextFreePort: number | null;
}

/** Where an alias points, with what is known of the model behind it. */
export interface AliasState extends ModelRef {
  alias: FixedAlias;
  upstreamName: string;
  kind: UpstreamKind;
  location: Location;
  /** Null while its server has not listed it. */
  info: ModelInfo | null;
  chosen: ChoiceReason | 'demo';
  isDemo: boolean;
}

/** An alias that the user made, in short; the settings hold the whole route. */
export interface RouteState {
  alias: string;
  /** Where it leads first. */
  first: ModelRef & { upstreamName: string };
  /** In all its groups together. */
  candidates: number;
  /** It leads to one model by no rule, so pointing it at another one undoes nothing that was made by hand. */
  isOneModel: boolean;
  /** `http://127.0.0.1:9999/r/team/v1` */
  baseUrl: string;
}

/** Buttons that a notice may have; the window and the tray know what each does. */
export type NoticeAction =
  | { do: 'open-servers' }
  | { do: 'open-settings' }
  | { do: 'change-active' }
  | { do: 'use-port'; port: number }
  | { do: 'confirm-key'; slug: string }
  /** `updateUpstream` with the address that the server seems to have now. */
  | { do: 'move-server'; slug: string; baseUrl: string }
  | { do: 'apply-settings-edit' }
  | { do: 'discard-settings-edit' }
  /** Opens the DB-GPT page, where what is out of date is reviewed. */
  | { do: 'review-exports' }
  /** `undoAutomaticWrite` */
  | { do: 'undo-write'; id: string }
  /** `undoSwitch` */
  | { do: 'undo-switch'; id: string };

export interface Notice {
  /** Stable while the same thing is meant, so that it is shown once. */
  id: string;
  level: 'info' | 'warning' | 'error';
  text: Message;
  actions: NoticeAction[];
  /** False where only solving the matter makes it go away. */
  canDismiss: boolean;
}

/** Requests still being answered by a model that was active when they came. */
export interface Draining extends ModelRef {
  count: number;
}

export interface Traffic {
  inFlight: number;
  /** Since start. */
  answered: number;
  failed: number;
  draining: Draining[];
  /** Where the newest answer came from. */
  lastLocation: Location | null;
  /** Why the newest request failed; null once a later one was answered. */
  lastFailure: Message | null;
}

/**
 * What is true now: plain JSON under 100 KB, no request rows and no secrets. The servers' lists of models may be cut; in
 * them is whatever an alias leads to, the pinned models and the last choices. `findModels` finds the rest.
 */
export interface AppState {
  /** Grows with every change. */
  revision: number;
  version: string;
  shell: Shell;
  pid: number;
  dataDir: string;
  /** The language in use, `system` resolved. */
  locale: Locale;
  capabilities: Capabilities;
  settings: Settings;
  settingsReadOnly: boolean;
  /** Only where the shell can do it; the system's own record is the truth. */
  startAtLogin: boolean;
  proxy: ProxyState;
  /** That of the exports first. */
  keys: KeyState[];
  /** Without its token. Null where the panel serves no pages. */
  panelUrl: string | null;
  active: AliasState | null;
  embedding: AliasState | null;
  /** Of the aliases that the user made, those that lead somewhere. */
  routes: RouteState[];
  /** Settings' order; the demo, while it may answer, comes last. */
  upstreams: UpstreamState[];
  demo: { isActive: boolean; isPinned: boolean };
  /** True while model servers are being looked for. */
  isLooking: boolean;
  exports: ExportsState;
  notices: Notice[];
  traffic: Traffic;
  /** The bodies of the newest requests are kept, in memory only; off at each start. */
  keepsBodies: boolean;
}

/** `running`: its answer is under way. */
export type RequestOutcome = 'running' | 'answered' | 'failed' | 'cancelled';

/**
 * When what happened, in milliseconds from a request's arrival; null for what did not happen, or not yet. The end is the
 * row's `totalMs`. From `placedMs` on they tell of the last attempt; the ones before are in its details.
 */
export interface RequestMarks {
  /** Its last byte was read. */
  readMs: number;
  /** It was decided where it goes; from here on it waits for a place at its server. */
  queuedMs: number | null;
  /** It got its place. */
  placedMs: number | null;
  /** It was handed to an open connection. */
  connectedMs: number | null;
  /** The first byte of the server's answer came. */
  firstByteMs: number | null;
  /** The first content went to the client: the row's `firstByteMs`, here for drawing. */
  firstContentMs: number | null;
}

/** One request, finished or under way, for lists. Holds no body and no key. */
export interface RequestRow {
  id: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  method: string;
  /** Cut at 200 characters. */
  path: string;
  /** The client's User-Agent, cut at 120 characters. */
  client: string | null;
  /** Cut at 200 characters. */
  requestedModel: string | null;
  upstream: string | null;
  model: string | null;
  location: Location | null;
  decision: Message | null;
  attempts: number;
  /** The HTTP status that the client got; 499 where it left first, 0 while there is none. */
  status: number;
  outcome: RequestOutcome;
  isStream: boolean;
  /** Milliseconds from arrival to the first content byte, and to the end (to now, while it is under way). */
  firstByteMs: number | null;
  totalMs: number;
  /**
   * Milliseconds spent in ModelTray itself, with fractions: from the request's last byte to its place in a queue being
   * found, from each place to the request being handed to its connection, and from the arrival of the bytes that opened
   * the answer to their being given to the client's socket. Left out are the client's own sending, waiting for a place,
   * pauses between attempts, connecting, the server, and the relaying of what follows the first content, which goes on
   * as it comes. For a request that no server was asked, all of its time after it was read. Null while it is under way.
   */
  ownMs: number | null;
  marks: RequestMarks;
  tokensIn: number | null;
  tokensOut: number | null;
  /** True where `tokensOut` counts content events because the server sent no usage. */
  tokensEstimated: boolean;
  /** What was mended of its request and its answer. */
  fixes: readonly FixName[];
  error: Message | null;
}
