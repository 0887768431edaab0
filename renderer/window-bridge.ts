import type {
  CallInput,
  CallName,
  CallResult,
  FeedEvents,
  FeedName,
  JobEvent,
  JobInput,
  JobName,
  JobResult,
} from '../shared/api.ts';
import type { Page } from '../shared/bridge.ts';
import type { Failure } from './failure.ts';

/** `lost` is being mended; `unauthorized` needs a new link. */
export type Connection = 'connecting' | 'live' | 'lost' | 'unauthorized';

export interface RunningJob<Result> {
  /** Rejects with a `Failure`; `cancelled` after `cancel()`. */
  done: Promise<Result>;
  cancel(): void;
}

/** How a job ended, as whoever started it is told. */
export type JobEnd<Result> =
  { as: 'done'; result: Result } | { as: 'stopped' } | { as: 'failed'; failure: Failure };

export interface WindowBridge {
  /** Rejects with a `Failure`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  startJob<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    onEvent: (event: JobEvent<Name>) => void,
  ): RunningJob<JobResult<Name>>;
  /** Gives what is, then every change; a broken connection is mended until the returned function is called. */
  subscribe<Name extends FeedName>(
    feed: Name,
    listener: (event: FeedEvents[Name]) => void,
    onConnection: (connection: Connection) => void,
  ): () => void;
  /** The tray asked an open window for a page. */
  onOpenPage(listener: (page: Page) => void): () => void;
}
