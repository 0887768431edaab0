/** What goes into one try at a candidate's answer, and what comes of it. */
import type { FixName } from '../../shared/conformance.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Failure } from '../routing/failure.ts';
import type { EndpointKind } from '../routing/types.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import type { Mending } from './mending.ts';
import type { Usage } from './stream-events.ts';
import type { TrailMarks } from './trail.ts';

export type AttemptResult =
  /** The client has a whole answer: an upstream's own 4xx is one. */
  (
    | {
        kind: 'answered';
        status: number;
        firstByteMs: number | null;
        usage: Usage | null;
        events: number;
        /** The upstream's own word on when to come back. */
        retryAfterMs?: number;
      }
    /** Nothing reached the client: another attempt may follow. */
    | { kind: 'not-answered'; failure: Failure }
    /** Content reached the client and then it broke off: no attempt may follow. */
    | { kind: 'broken'; failure: Failure; firstByteMs: number | null; events: number }
    /** The client left. `drained` resolves once the server is done all the same, where it was left to finish. */
    | { kind: 'gone'; drained?: Promise<void> }
  ) & {
    /** What was mended of the request and of what the client got. */
    fixes?: readonly FixName[];
  };

/** `refused`: nothing reached the client, and the request can be put otherwise. */
export type RelayResult = AttemptResult | { kind: 'refused' };

export interface RelayTerms {
  /** A server whose client left finishes; what it still sends is dropped. */
  isDrained: boolean;
  /** Another attempt would follow this failure: a refusal that could be relayed is given up for it. */
  mayGoOn: (failure: Failure) => boolean;
  /** A request of ours came before this one: a client that sent it again would multiply them. */
  hasAskedBefore: boolean;
}

export interface RelayOptions {
  terms: RelayTerms;
  exchange: Exchange;
  endpoint: EndpointKind;
  facts: FlatHeaders;
  wantsStream: boolean;
  mending: Mending;
  clock: Clock;
  /** Monotonic milliseconds of the request's arrival. */
  startedMs: number;
  trail: TrailMarks;
  settle: (result: RelayResult) => void;
}
