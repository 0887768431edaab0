/**
 * What the desktop window sees of the process behind it: `window.modeltray`, made by the preload script, and the
 * messages that carry it. Jobs and feeds are both streams with an id of the window's own; everything that belongs to
 * one stream, its end included, comes on one channel, so that no end can overtake an event.
 */
import type {
  ApiFailure,
  CallInput,
  CallName,
  CallResult,
  FeedEvents,
  FeedName,
  JobEvent,
  JobInput,
  JobName,
  JobResult,
} from './api.ts';

/** How a call or a job ends. A failure's message is in the user's language. */
export type Reply<Result> = { result: Result } | ApiFailure;

export interface RunningJob<Name extends JobName> {
  /** Resolves once, also after `cancel()`; never rejects. */
  done: Promise<Reply<JobResult<Name>>>;
  cancel(): void;
}

/** The window's pages, which the tray's menu can ask for. A new window starts at `pageHash(page)`. */
export const pages = ['home', 'servers', 'dbgpt', 'activity', 'settings'] as const;
export type Page = (typeof pages)[number];

/** The fragment of the window's address that stands for `page`. */
export function pageHash(page: Page): string {
  return `#/${page}`;
}

export interface Bridge {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallResult<Name>>>;
  startJob<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    onEvent: (event: JobEvent<Name>) => void,
  ): RunningJob<Name>;
  /** Gives what is, then every change, until the returned function is called. */
  subscribe<Name extends FeedName>(feed: Name, listener: (event: FeedEvents[Name]) => void): () => void;
  /** The tray asked a window that is already open for a page. */
  onOpenPage(listener: (page: Page) => void): () => void;
}

/** The name under which the preload script puts the bridge on the window. */
export const bridgeName = 'modeltray';

export const channels = {
  /** Window → main, answered with a `Reply`. */
  call: 'modeltray:call',
  /** Window → main: starts a stream. */
  open: 'modeltray:open',
  /** Window → main: cancels a job, or ends a subscription. */
  close: 'modeltray:close',
  /** Main → window: what comes on the streams. */
  stream: 'modeltray:stream',
  /** Main → window: show this page. */
  page: 'modeltray:page',
} as const;

export interface CallMessage {
  name: string;
  input: unknown;
}

export type OpenMessage =
  { kind: 'jobs'; id: number; name: string; input: unknown } | { kind: 'feeds'; id: number; name: string };

/** `end` is sent once for a job, and for a feed only where it could not be opened. */
export type StreamMessage = { id: number; event: unknown } | { id: number; end: Reply<unknown> };
