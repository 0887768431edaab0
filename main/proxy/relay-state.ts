/**
 * What one attempt's relay knows of its answer, and the one result that it comes to: answered, given up, refused, broken
 * off, or left. It sends nothing; `relay-body.ts` and `relay-stream.ts` do.
 *
 * One object per attempt with methods on its prototype.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseController } from '../net/net.ts';
import { readContextOverflow } from '../routing/context-overflow.ts';
import { readRetryAfter } from '../routing/cooldown.ts';
import type { Failure } from '../routing/failure.ts';
import type { RelayOptions, RelayResult } from './attempt-result.ts';
import { ClientAnswer } from './client-answer.ts';
import { HeldAnswer } from './held-answer.ts';
import type { BodyQuestion } from './judge-body.ts';
import type { Usage } from './stream-events.ts';
import type { StreamPipe } from './stream-pipe.ts';

export type RelayMode =
  'waiting' | 'error' | 'hold-stream' | 'hold-body' | 'pipe-stream' | 'pipe-body' | 'over';

export class RelayState {
  readonly options: RelayOptions;
  readonly held = new HeldAnswer();
  mode: RelayMode = 'waiting';
  controller: ResponseController | null = null;
  answer: ClientAnswer | null = null;
  pipe: StreamPipe | null = null;
  /** The upstream's own word on when to come back. */
  #retryAfterMs: number | null = null;
  /** When the bytes came that are being looked at, while nothing was opened. */
  #cameMs = 0;

  constructor(options: RelayOptions) {
    this.options = options;
  }

  /** The answer's headers came. */
  begin(status: number, headers: IncomingHttpHeaders, isDecoded: boolean): void {
    this.#retryAfterMs = this.#waitOf(status, headers);
    this.answer = new ClientAnswer(this.options, { status, headers, isDecoded });
    if (status >= 300) this.mode = 'error';
    else this.mode = /event-stream/i.test(headers['content-type'] ?? '') ? 'hold-stream' : 'hold-body';
  }

  get status(): number {
    return this.answer?.status ?? 0;
  }

  get isOver(): boolean {
    return this.mode === 'over';
  }

  /** Bytes came, or the end of them. */
  came(): void {
    if (this.answer?.firstByteMs === null) this.#cameMs = this.options.clock.monotonicMs();
  }

  /** The client has its first bytes. */
  noteOpened(): void {
    const { trail, clock } = this.options;
    const atMs = this.answer?.firstByteMs ?? null;
    if (atMs !== null) trail.opened(atMs);
    trail.relayed(clock.monotonicMs() - this.#cameMs);
  }

  question(): BodyQuestion {
    const { endpoint, wantsStream, mending, exchange } = this.options;
    const { isEarly } = exchange;
    const retryAfterMs = this.#retryAfterMs;
    return { status: this.status, retryAfterMs, endpoint, wantsStream, isEarly, mending };
  }

  /** Over, where the request can be put so that what was said of it does not hold any more. */
  refused(said: string): boolean {
    const isRefused = this.options.mending.takeRefusal(said);
    if (isRefused) this.#stop({ kind: 'refused' });
    return isRefused;
  }

  answered(usage: Usage | null): void {
    const { firstByteMs, events } = this.#progress();
    const answered = { kind: 'answered', status: this.status, usage, firstByteMs, events } as const;
    const retryAfterMs = this.#retryAfterMs;
    this.settle(retryAfterMs === null ? answered : { ...answered, retryAfterMs });
  }

  giveUp(failure: Failure): void {
    const isError = failure.kind === 'bad-answer';
    const overflow = isError ? readContextOverflow(failure.status, undefined, failure.said) : null;
    this.#stop({ kind: 'not-answered', failure: overflow ?? failure });
  }

  /** An answer without a word in it. */
  giveUpEmpty(): void {
    this.giveUp({ kind: 'empty', status: this.status });
  }

  /** Broke off after the headers came. */
  broke(failure: Failure): void {
    if (this.mode !== 'pipe-stream' && this.mode !== 'pipe-body') {
      this.giveUp(failure);
      return;
    }
    this.settle({ kind: 'broken', failure, ...this.#progress() });
  }

  /** Only the first result counts. */
  settle(result: RelayResult): void {
    if (this.mode === 'over') return;
    this.mode = 'over';
    this.held.drop();
    this.pipe?.stop();
    const { exchange, settle } = this.options;
    exchange.onGone(null);
    exchange.onDrain(null);
    settle(result);
  }

  #stop(result: RelayResult): void {
    const isRunning = this.mode !== 'waiting';
    this.settle(result);
    if (isRunning) this.controller?.abort(new Error('not an answer'));
  }

  #progress(): { firstByteMs: number | null; events: number } {
    return { firstByteMs: this.answer?.firstByteMs ?? null, events: this.pipe?.events ?? 0 };
  }

  /** Null where the server does not say, or says it of an answer. */
  #waitOf(status: number, headers: IncomingHttpHeaders): number | null {
    if (status !== 429 && status !== 503) return null;
    const { 'retry-after': retryAfter, 'retry-after-ms': inMs } = headers;
    const retryAfterMs = typeof inMs === 'string' ? inMs : undefined;
    return readRetryAfter({ retryAfter, retryAfterMs }, this.options.clock.now());
  }
}
