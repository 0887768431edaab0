/**
 * The sixteen faults that failoverbench 0.1 names (github.com/failoverbench/failoverbench, its scenario catalogue), each
 * at the fake upstream, with what must come of it.
 */
import type { FakeUpstream } from './fake-upstream.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Fault } from './fake-script.ts';

/**
 * What the client ends with. A mark: that server's answer, whole. `error event`: what came, then an error and no
 * `[DONE]`. `refusal`: the server's own, as sent.
 */
export type Outcome = 'alpha' | 'beta' | 'error event' | 'refusal';

export interface FailoverFault {
  id: string;
  /** What alpha does. */
  what: string;
  rule: string;
  fault: Fault;
  /** For an answer that comes whole, where that is another. */
  wholeFault?: Fault;
  /** It does so once, and is well again. */
  isOnce?: boolean;
  expected: { stream: Outcome; whole: Outcome };
  /** What happens once alpha was asked. */
  then?: (alpha: FakeUpstream, clock: FakeClock) => void;
}

/** The limit that alpha's settings give for a first byte; below the silence that opens a stream early. */
export const firstByteMs = 5000;

const beta = { stream: 'beta', whole: 'beta' } as const;
const alpha = { stream: 'alpha', whole: 'alpha' } as const;
/** After content nobody may go on for another; an answer that comes whole has sent none before its end. */
const cut = { stream: 'error event', whole: 'beta' } as const;
const refusal = { stream: 'refusal', whole: 'refusal' } as const;
const pass = (_alpha: FakeUpstream, clock: FakeClock): void => clock.advance(firstByteMs);
const drop = (fake: FakeUpstream): void => fake.dropConnections();

const tooLong = {
  message:
    "This model's maximum context length is 4096 tokens. However, your messages resulted in 9000 tokens.",
  type: 'invalid_request_error',
  code: 'context_length_exceeded',
};
const filtered = {
  message: 'Your request was rejected by the safety system.',
  type: 'invalid_request_error',
  code: 'content_policy_violation',
};

/** S15, which is a sequence of requests, stands by itself. */
export const failoverFaults: readonly FailoverFault[] = [
  {
    id: 'S01',
    what: '429 with Retry-After, once',
    rule: 'R6',
    isOnce: true,
    fault: { type: 'rate-limited', retryAfterSeconds: 2 },
    expected: beta,
  },
  {
    id: 'S02',
    what: '429 without Retry-After, always',
    rule: 'R6',
    fault: { type: 'status', status: 429 },
    expected: beta,
  },
  {
    id: 'S03',
    what: '500 once',
    rule: 'R6',
    isOnce: true,
    fault: { type: 'status', status: 500 },
    expected: beta,
  },
  {
    id: 'S04',
    what: '503 always',
    rule: 'R6',
    fault: { type: 'status', status: 503, message: 'overloaded' },
    expected: beta,
  },
  {
    id: 'S05',
    what: 'connection reset before headers, once',
    rule: 'R6, R10',
    isOnce: true,
    fault: { type: 'cut-at-once' },
    expected: alpha,
  },
  {
    id: 'S06',
    what: 'no response at all, with a first-byte limit',
    rule: 'R3, R6',
    fault: { type: 'hang' },
    expected: beta,
    then: pass,
  },
  {
    id: 'S07',
    what: 'headers, and no first token within the limit',
    rule: 'R3, R6',
    fault: { type: 'hang-after-headers' },
    expected: beta,
    then: pass,
  },
  {
    id: 'S08',
    what: 'cut in the middle of the answer',
    rule: 'R7',
    fault: { type: 'cut', afterChunks: 3 },
    expected: cut,
  },
  {
    id: 'S09',
    what: 'silence in the middle of the answer, then closed',
    rule: 'R7',
    fault: { type: 'stall', afterChunks: 1 },
    expected: cut,
    then: drop,
  },
  {
    id: 'S10',
    what: 'an event (the answer) that is not JSON, then on as usual',
    rule: 'R7',
    fault: { type: 'malformed-event' },
    wholeFault: { type: 'body', text: '{"choices":[{' },
    expected: cut,
  },
  { id: 'S11', what: 'whole, but without [DONE]', rule: 'R7', fault: { type: 'no-done' }, expected: alpha },
  {
    id: 'S12',
    what: '400 context_length_exceeded, always',
    rule: 'R8',
    fault: { type: 'refusal', status: 400, error: tooLong },
    expected: beta,
  },
  {
    id: 'S13',
    what: '400 content_policy_violation, always',
    rule: 'R6',
    fault: { type: 'refusal', status: 400, error: filtered },
    expected: refusal,
  },
  {
    id: 'S14',
    what: 'cut in the middle; the other refuses to continue an answer',
    rule: 'R7',
    fault: { type: 'cut', afterChunks: 3 },
    expected: cut,
  },
  {
    id: 'S16',
    what: '503 always: who answered is told, with its usage',
    rule: 'R6, R19',
    fault: { type: 'status', status: 503 },
    expected: beta,
  },
];
