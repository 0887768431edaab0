/** What one attempt is given and how it ends. */
import type { Failure } from '../routing/failure.ts';
import type { EndpointKind } from '../routing/types.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import type { Usage } from './stream-events.ts';

export type AttemptResult =
  /** The client has a whole answer: an upstream's own 4xx is one. */
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
  | { kind: 'gone'; drained?: Promise<void> };

export interface RelayTerms {
  /** A server whose client left finishes; what it still sends is dropped. */
  isDrained: boolean;
  /** Another attempt would follow this failure: a refusal that could be relayed is given up for it. */
  mayGoOn: (failure: Failure) => boolean;
}

export interface RelayOptions {
  terms: RelayTerms;
  exchange: Exchange;
  endpoint: EndpointKind;
  facts: FlatHeaders;
  /** Milliseconds that only differences of are taken. */
  nowMs: () => number;
  /** Milliseconds since the epoch. */
  epochMs: () => number;
  startedMs: number;
  settle: (result: AttemptResult) => void;
}
