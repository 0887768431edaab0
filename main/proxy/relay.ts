/**
 * Hands one upstream's answer to the client. Holds it until its first content (or 64 KB), so that an error behind a 200
 * still counts as "not answered"; from then on bytes are written as they come, a stream's through its pipe.
 *
 * One object per attempt with methods on its prototype: no promise and no closure is made per chunk.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import type { ResponseController, ResponseHandler } from '../net/net.ts';
import { errorCode } from '../net/net-errors.ts';
import type { Failure } from '../routing/failure.ts';
import { readContextOverflow } from '../routing/context-overflow.ts';
import { readRetryAfter } from '../routing/cooldown.ts';
import { classifyConnectionError } from '../routing/failure.ts';
import type { RelayOptions, RelayResult } from './attempt-result.ts';
import { ClientAnswer } from './client-answer.ts';
import { createDecoder } from './decode-body.ts';
import type { Exchange } from './exchange.ts';
import { HeldAnswer } from './held-answer.ts';
import type { BodyQuestion } from './judge-body.ts';
import { judgeBody, judgeError, judgeLongBody, looksLikeEvents } from './judge-body.ts';
import type { EventMeaning, Usage } from './stream-events.ts';
import { StreamPipe } from './stream-pipe.ts';

const heldBytes = 64 * 1024;
/** Of an answer that comes whole and may have to be mended. */
const mendedBytes = 16 * 1024 * 1024;
const errorBytes = 1024 * 1024;

type Mode = 'waiting' | 'error' | 'hold-stream' | 'hold-body' | 'pipe-stream' | 'pipe-body' | 'over';

export class Relay implements ResponseHandler {
  readonly #options: RelayOptions;
  readonly #exchange: Exchange;
  readonly #held = new HeldAnswer();
  #pipe: StreamPipe | null = null;
  #mode: Mode = 'waiting';
  #controller: ResponseController | null = null;
  #decoder: Transform | null = null;
  #answer: ClientAnswer | null = null;
  /** The upstream's own word on when to come back. */
  #retryAfterMs: number | null = null;
  #onDrained: (() => void) | null = null;
  /** When the bytes came that are being looked at, while nothing was opened. */
  #cameMs = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#exchange = options.exchange;
    this.#exchange.onGone(() => this.#onGone());
    this.#exchange.onDrain(() => this.#controller?.resume());
  }

  /** Ends the upstream's connection; what it still sends is dropped. */
  abort(): void {
    this.#mode = 'over';
    this.#decoder?.destroy();
    this.#controller?.abort(new Error('aborted'));
  }

  /** Gives up where no byte of an answer came yet. */
  expire(afterMs: number): void {
    const hasBegun = this.#mode === 'pipe-stream' || this.#mode === 'pipe-body' || this.#mode === 'over';
    if (hasBegun || (this.#mode === 'hold-body' && this.#held.size > 0)) return;
    this.#settle({ kind: 'not-answered', failure: { kind: 'first-byte-timeout', afterMs } });
    this.abort();
  }

  onRequestStart(controller: ResponseController): void {
    this.#controller = controller;
    // The client may have left while the connection was being made.
    if (this.#mode === 'over') controller.abort(new Error('client left'));
    else this.#options.trail.connected();
  }

  onResponseStart(_controller: ResponseController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#mode === 'over') return;
    this.#options.trail.answerBegan(headers);
    this.#decoder = this.#createDecoder(headers);
    const isDecoded = this.#decoder !== null;
    this.#retryAfterMs = this.#waitOf(status, headers);
    this.#answer = new ClientAnswer(this.#options, { status, headers, isDecoded });
    if (status >= 300) this.#mode = 'error';
    else this.#mode = /event-stream/i.test(headers['content-type'] ?? '') ? 'hold-stream' : 'hold-body';
  }

  onResponseData(_controller: ResponseController, chunk: Buffer): void {
    if (this.#mode === 'over') return;
    if (this.#decoder === null) this.#take(chunk);
    else this.#decoder.write(chunk);
  }

  onResponseEnd(): void {
    this.#onDrained?.();
    if (this.#mode === 'over') return;
    if (this.#decoder === null) this.#finish();
    else this.#decoder.end();
  }

  onResponseError(_controller: ResponseController, error: Error): void {
    this.#onDrained?.();
    if (this.#mode === 'over') return;
    if (this.#mode === 'waiting') this.#giveUp(classifyConnectionError(errorCode(error)));
    // Some servers drop the connection right after a stream that was whole.
    else if (this.#mode === 'pipe-stream') this.#finishStream(classifyBreak(error));
    else this.#broke(classifyBreak(error));
  }

  #take(chunk: Buffer): void {
    if (this.#answer?.firstByteMs === null) this.#cameMs = this.#options.clock.monotonicMs();
    switch (this.#mode) {
      case 'pipe-stream':
        this.#pushEvents(chunk);
        return;
      case 'pipe-body':
        if (!this.#exchange.write(chunk)) this.#controller?.pause();
        return;
      case 'hold-stream':
        this.#held.add(chunk);
        this.#readHeldEvents(chunk);
        return;
      case 'hold-body':
        this.#holdBody(chunk);
        return;
      case 'error':
        if (this.#held.size < errorBytes) this.#held.add(chunk);
        return;
      case 'waiting':
      case 'over':
        return;
    }
  }

  #holdBody(chunk: Buffer): void {
    const { wantsStream, mending } = this.#options;
    if (this.#held.size === 0 && wantsStream && looksLikeEvents(chunk)) {
      mending.note('json-to-stream');
      this.#mode = 'hold-stream';
      this.#take(chunk);
      return;
    }
    this.#held.add(chunk);
    if (this.#held.size > (mending.holdsBody ? mendedBytes : heldBytes)) this.#openLongBody();
  }

  #readHeldEvents(chunk: Buffer): void {
    const meaning = this.#held.readEvents(chunk, this.#options.endpoint);
    if (meaning.kind === 'error') this.#failedIn(meaning.said);
    else if (meaning.kind === 'done' || this.#isBlank(meaning)) this.#giveUp(this.#empty());
    else if (meaning.kind !== 'nothing' || this.#held.size > heldBytes) this.#commitStream();
  }

  /** An error event before any content. */
  #failedIn(said: string | null): void {
    if (said !== null && this.#refused(said)) return;
    this.#options.mending.note('error-in-200');
    this.#giveUp({ kind: 'bad-answer', status: this.#status(), said });
  }

  /** Opens, and sends what was held: from here on no attempt may follow. */
  #commitStream(): void {
    const { mending, endpoint, clock } = this.#options;
    const bytes = this.#held.take();
    const mender = mending.streamMender(bytes);
    this.#mode = 'pipe-stream';
    this.#pipe = new StreamPipe({ exchange: this.#exchange, endpoint, mender, clock });
    this.#answer?.openStream();
    this.#pushEvents(bytes);
    this.#noteOpened();
  }

  /** A stream with an event that is none is over (R7): its client would stumble over it. */
  #pushEvents(bytes: Buffer): void {
    if (this.#pipe?.push(bytes) === false) this.#controller?.pause();
    if (this.#pipe?.isBroken !== true) return;
    this.#finishStream({ kind: 'cut' });
    this.#controller?.abort(new Error('not an event'));
  }

  /** Over before its first word: an answer to most clients, and a blank in DB-GPT's window. */
  #isBlank({ kind }: EventMeaning): boolean {
    return kind === 'finish' && this.#options.mending.refusesBlank;
  }

  #isOver(): boolean {
    return this.#mode === 'over';
  }

  #openLongBody(): void {
    const failure = judgeLongBody(this.#held.first, this.#question());
    if (failure !== null) {
      this.#giveUp(failure);
      return;
    }
    this.#mode = 'pipe-body';
    this.#answer?.openBody();
    if (!this.#exchange.write(this.#held.take())) this.#controller?.pause();
    this.#noteOpened();
  }

  #finish(): void {
    if (this.#answer?.firstByteMs === null) this.#cameMs = this.#options.clock.monotonicMs();
    switch (this.#mode) {
      case 'pipe-stream':
        this.#finishStream();
        return;
      case 'pipe-body':
        this.#exchange.end();
        this.#answered(null);
        return;
      case 'hold-stream':
        this.#finishHeldStream();
        return;
      case 'hold-body':
        this.#finishBody();
        return;
      case 'error':
        this.#finishError();
        return;
      case 'waiting':
      case 'over':
        return;
    }
  }

  #finishStream(brokenBy: Failure | null = null): void {
    const end = this.#pipe?.finish(brokenBy === null);
    if (end?.isWhole !== true) {
      this.#broke(brokenBy ?? { kind: 'cut' });
      return;
    }
    this.#exchange.end();
    this.#answered(end.usage);
  }

  #finishHeldStream(): void {
    const wasEmpty = this.#held.size === 0;
    const meaning = this.#held.readRest(this.#options.endpoint);
    if (meaning.kind === 'error') {
      this.#failedIn(meaning.said);
    } else if (meaning.kind === 'nothing') {
      this.#giveUp(wasEmpty ? this.#empty() : { kind: 'cut' });
    } else if (meaning.kind === 'done' || this.#isBlank(meaning)) {
      this.#giveUp(this.#empty());
    } else {
      this.#commitStream();
      if (!this.#isOver()) this.#finishStream();
    }
  }

  #finishBody(): void {
    const verdict = judgeBody(this.#held.take(), this.#question());
    if (verdict.kind === 'failed') {
      this.#giveUp(verdict.failure);
      return;
    }
    if (verdict.type === 'events') this.#answer?.sendEvents(verdict.bytes);
    else this.#answer?.sendWhole(verdict.bytes, verdict.type);
    this.#noteOpened();
    this.#answered(verdict.usage);
  }

  #finishError(): void {
    const body = this.#held.take();
    if (this.#refused(body.toString('utf8'))) return;
    const { failure, isRelayable } = judgeError(body, this.#question());
    // A server's own 4xx with an error that OpenAI's clients read is the answer, where nobody else is asked instead.
    if (!isRelayable || this.#options.terms.mayGoOn(failure)) {
      this.#giveUp(failure);
      return;
    }
    this.#answer?.sendRefusal(body, this.#options.terms.hasAskedBefore);
    this.#noteOpened();
    this.#answered(null);
  }

  #noteOpened(): void {
    const { trail, clock } = this.#options;
    const atMs = this.#answer?.firstByteMs ?? null;
    if (atMs !== null) trail.opened(atMs);
    trail.relayed(clock.monotonicMs() - this.#cameMs);
  }

  #question(): BodyQuestion {
    const { endpoint, wantsStream, mending } = this.#options;
    const { isEarly } = this.#exchange;
    const retryAfterMs = this.#retryAfterMs;
    return { status: this.#status(), retryAfterMs, endpoint, wantsStream, isEarly, mending };
  }

  #refused(said: string): boolean {
    const isRefused = this.#options.mending.takeRefusal(said);
    if (isRefused) this.#stop({ kind: 'refused' });
    return isRefused;
  }

  #status(): number {
    return this.#answer?.status ?? 0;
  }

  #answered(usage: Usage | null): void {
    const limit = this.#retryAfterMs === null ? {} : { retryAfterMs: this.#retryAfterMs };
    this.#settle({ kind: 'answered', status: this.#status(), usage, ...limit, ...this.#progress() });
  }

  /** Broke off after the headers came. */
  #broke(failure: Failure): void {
    if (this.#mode !== 'pipe-stream' && this.#mode !== 'pipe-body') {
      this.#giveUp(failure);
      return;
    }
    this.#settle({ kind: 'broken', failure, ...this.#progress() });
  }

  #progress(): { firstByteMs: number | null; events: number } {
    return { firstByteMs: this.#answer?.firstByteMs ?? null, events: this.#pipe?.events ?? 0 };
  }

  #empty(): Failure {
    return { kind: 'empty', status: this.#status() };
  }

  /** Null where the server does not say, or says it of an answer. */
  #waitOf(status: number, headers: IncomingHttpHeaders): number | null {
    if (status !== 429 && status !== 503) return null;
    const { 'retry-after': retryAfter, 'retry-after-ms': inMs } = headers;
    const retryAfterMs = typeof inMs === 'string' ? inMs : undefined;
    return readRetryAfter({ retryAfter, retryAfterMs }, this.#options.clock.now());
  }

  #giveUp(failure: Failure): void {
    const isError = failure.kind === 'bad-answer';
    const overflow = isError ? readContextOverflow(failure.status, undefined, failure.said) : null;
    this.#stop({ kind: 'not-answered', failure: overflow ?? failure });
  }

  #stop(result: RelayResult): void {
    const isRunning = this.#mode !== 'waiting';
    this.#settle(result);
    if (isRunning) this.#controller?.abort(new Error('not an answer'));
  }

  #onGone(): void {
    if (this.#options.terms.isDrained && this.#controller !== null) {
      this.#settle({ kind: 'gone', drained: new Promise((resolve) => (this.#onDrained = resolve)) });
      this.#decoder?.destroy();
      this.#controller.resume();
      return;
    }
    this.#settle({ kind: 'gone' });
    this.abort();
  }

  #settle(result: RelayResult): void {
    if (this.#mode === 'over') return;
    this.#mode = 'over';
    this.#held.drop();
    this.#pipe?.stop();
    this.#exchange.onGone(null);
    this.#exchange.onDrain(null);
    this.#options.settle(result);
  }

  #createDecoder(headers: IncomingHttpHeaders): Transform | null {
    return createDecoder(headers['content-encoding'], {
      take: (chunk) => this.#take(chunk),
      finish: () => this.#finish(),
      fail: () => this.#broke({ kind: 'cut' }),
    });
  }
}

/** Silence past a limit is its own failure; every other break of a begun answer is a cut. */
function classifyBreak(error: Error): Failure {
  const failure = classifyConnectionError(errorCode(error));
  return failure.kind === 'timeout' ? failure : { kind: 'cut' };
}
