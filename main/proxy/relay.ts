/**
 * Hands one upstream's answer to the client. Holds it until its first content (or 64 KB), so that an error behind a 200
 * still counts as "not answered"; from then on bytes are written as they come, nothing is decoded, and only the last
 * of them are kept to tell a whole stream from a cut one.
 *
 * One object per attempt with methods on its prototype: no promise and no closure is made per chunk.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ResponseController, ResponseHandler } from '../net/net.ts';
import { errorCode } from '../net/net-errors.ts';
import type { Failure } from '../routing/failure.ts';
import { readContextOverflow } from '../routing/context-overflow.ts';
import { readRetryAfter } from '../routing/cooldown.ts';
import { classifyConnectionError } from '../routing/failure.ts';
import type { EndpointKind } from '../routing/types.ts';
import { createDecoder } from './decode-body.ts';
import type { AttemptResult, RelayOptions } from './attempt-result.ts';
import type { Exchange } from './exchange.ts';
import { clientHeaders } from './headers.ts';
import type { Usage } from './stream-events.ts';
import { judgeEvent, judgeStreamEnd, splitEvents, usageOf } from './stream-events.ts';
import { createStreamTail } from './stream-tail.ts';
import type { StreamTail } from './stream-tail.ts';
import {
  failureOfStatus,
  isErrorBody,
  isOpenaiError,
  looksLikeHtml,
  parseJson,
  wordsIn,
} from './upstream-error.ts';

const heldBytes = 64 * 1024;
const errorBytes = 1024 * 1024;

type Mode = 'waiting' | 'error' | 'hold-stream' | 'hold-body' | 'pipe-stream' | 'pipe-body' | 'over';

export class Relay implements ResponseHandler {
  readonly #options: RelayOptions;
  readonly #exchange: Exchange;
  #tail: StreamTail | null = null;
  #mode: Mode = 'waiting';
  #controller: ResponseController | null = null;
  #decoder: Transform | null = null;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #held: Buffer[] = [];
  #heldSize = 0;
  #unread = '';
  #text: StringDecoder | null = null;
  #firstByteMs: number | null = null;
  #onDrained: (() => void) | null = null;

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
    if (hasBegun || (this.#mode === 'hold-body' && this.#heldSize > 0)) return;
    this.#settle({ kind: 'not-answered', failure: { kind: 'first-byte-timeout', afterMs } });
    this.abort();
  }

  onRequestStart(controller: ResponseController): void {
    this.#controller = controller;
    // The client may have left while the connection was being made.
    if (this.#mode === 'over') controller.abort(new Error('client left'));
  }

  onResponseStart(_controller: ResponseController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#mode === 'over') return;
    this.#status = status;
    this.#headers = headers;
    this.#decoder = this.#createDecoder(headers);
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
    switch (this.#mode) {
      case 'pipe-stream':
        this.#tail?.push(chunk);
        if (!this.#exchange.write(chunk)) this.#controller?.pause();
        return;
      case 'pipe-body':
        if (!this.#exchange.write(chunk)) this.#controller?.pause();
        return;
      case 'hold-stream':
        this.#hold(chunk);
        this.#readHeldEvents(chunk);
        return;
      case 'hold-body':
        this.#hold(chunk);
        if (this.#heldSize > heldBytes) this.#openLongBody();
        return;
      case 'error':
        if (this.#heldSize < errorBytes) this.#hold(chunk);
        return;
      case 'waiting':
      case 'over':
        return;
    }
  }

  #hold(chunk: Buffer): void {
    this.#held.push(chunk);
    this.#heldSize += chunk.length;
  }

  #readHeldEvents(chunk: Buffer): void {
    this.#text ??= new StringDecoder('utf8');
    const { events, rest } = splitEvents(this.#unread + this.#text.write(chunk));
    this.#unread = rest;
    for (const event of events) {
      const meaning = judgeEvent(event, this.#options.endpoint);
      if (meaning.kind === 'error') {
        this.#giveUp({ kind: 'bad-answer', status: this.#status, said: meaning.said });
        return;
      }
      if (meaning.kind === 'done') {
        this.#giveUp(this.#empty());
        return;
      }
      if (meaning.kind === 'content') {
        this.#commit('pipe-stream');
        return;
      }
    }
    if (this.#heldSize > heldBytes) this.#commit('pipe-stream');
  }

  /** Opens, and sends what was held: from here on no attempt may follow. */
  #commit(mode: 'pipe-stream' | 'pipe-body'): void {
    this.#mode = mode;
    this.#firstByteMs = this.#options.nowMs() - this.#options.startedMs;
    const isStream = mode === 'pipe-stream';
    // An error event may follow what the server counted.
    const headers = this.#clientHeaders(isStream ? null : 'as-sent');
    if (isStream && this.#headers['x-accel-buffering'] === undefined) headers.push('x-accel-buffering', 'no');
    this.#exchange.open(this.#status, headers, this.#options.facts, isStream);
    const bytes = Buffer.concat(this.#held, this.#heldSize);
    this.#held = [];
    this.#unread = '';
    if (isStream) {
      this.#tail = createStreamTail();
      this.#tail.push(bytes);
    }
    if (!this.#exchange.write(bytes)) this.#controller?.pause();
  }

  #openLongBody(): void {
    const start = this.#held[0]?.toString('utf8', 0, 200) ?? '';
    if (looksLikeHtml(start)) this.#giveUp({ kind: 'html', status: this.#status });
    else if (this.#exchange.isEarly) this.#giveUp({ kind: 'bad-answer', status: this.#status, said: null });
    else this.#commit('pipe-body');
  }

  #finish(): void {
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
    const isCleanEnd = brokenBy === null;
    const { isWhole, usage } = judgeStreamEnd(this.#tail?.text() ?? '', this.#options.endpoint, isCleanEnd);
    if (!isWhole) {
      this.#broke(brokenBy ?? { kind: 'cut' });
      return;
    }
    this.#exchange.end();
    this.#answered(usage);
  }

  /** The last event may lack its blank line; what is left over then decides. */
  #finishHeldStream(): void {
    const meaning = judgeEvent(this.#unread, this.#options.endpoint);
    if (meaning.kind === 'error') {
      this.#giveUp({ kind: 'bad-answer', status: this.#status, said: meaning.said });
    } else if (meaning.kind === 'nothing') {
      this.#giveUp(this.#heldSize === 0 ? this.#empty() : { kind: 'cut' });
    } else if (meaning.kind === 'done') {
      this.#giveUp(this.#empty());
    } else {
      this.#commit('pipe-stream');
      this.#finishStream();
    }
  }

  #finishBody(): void {
    const body = Buffer.concat(this.#held, this.#heldSize);
    const text = body.toString('utf8');
    const value = parseJson(text);
    if (looksLikeHtml(text)) this.#giveUp({ kind: 'html', status: this.#status });
    else if (text.trim() === '' && answersInJson(this.#options.endpoint)) this.#giveUp(this.#empty());
    else if (isErrorBody(value) || (value === undefined && answersInJson(this.#options.endpoint))) {
      this.#giveUp({ kind: 'bad-answer', status: this.#status, said: wordsIn(text) });
    } else if (this.#exchange.isEarly) {
      this.#giveUp({ kind: 'bad-answer', status: this.#status, said: null });
    } else {
      this.#sendWhole(body);
      this.#answered(usageOf(value));
    }
  }

  /** A server's own 4xx with an error that OpenAI's clients read is the answer, where nobody else is asked instead. */
  #finishError(): void {
    const body = Buffer.concat(this.#held, this.#heldSize);
    const text = body.toString('utf8');
    const isOwnRefusal = this.#status >= 400 && this.#status < 500 && ![401, 403].includes(this.#status);
    const value = parseJson(text);
    const failure =
      readContextOverflow(this.#status, value, wordsIn(text)) ??
      failureOfStatus(this.#status, text, this.#retryAfterMs());
    const isRelayed = isOwnRefusal && isOpenaiError(value) && !this.#exchange.isEarly;
    if (isRelayed && !this.#options.terms.mayGoOn(failure)) {
      this.#sendWhole(body);
      this.#answered(null);
    } else {
      this.#giveUp(failure);
    }
  }

  #sendWhole(body: Buffer): void {
    this.#firstByteMs = this.#options.nowMs() - this.#options.startedMs;
    this.#exchange.open(this.#status, this.#clientHeaders(body.length), this.#options.facts, false);
    this.#exchange.end(body);
  }

  #clientHeaders(length: 'as-sent' | number | null): string[] {
    return clientHeaders(this.#headers, { isDecoded: this.#decoder !== null, length });
  }

  #answered(usage: Usage | null): void {
    const retryAfterMs = this.#retryAfterMs();
    this.#settle({
      kind: 'answered',
      status: this.#status,
      firstByteMs: this.#firstByteMs,
      usage,
      events: this.#tail?.events ?? 0,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  }

  /** Broke off after the headers came. */
  #broke(failure: Failure): void {
    if (this.#mode !== 'pipe-stream' && this.#mode !== 'pipe-body') {
      this.#giveUp(failure);
      return;
    }
    this.#settle({
      kind: 'broken',
      failure,
      firstByteMs: this.#firstByteMs,
      events: this.#tail?.events ?? 0,
    });
  }

  #empty(): Failure {
    return { kind: 'empty', status: this.#status };
  }

  /** Null where the server does not say, or says it of an answer. */
  #retryAfterMs(): number | null {
    if (this.#status !== 429 && this.#status !== 503) return null;
    const { 'retry-after': retryAfter, 'retry-after-ms': inMs } = this.#headers;
    const retryAfterMs = typeof inMs === 'string' ? inMs : undefined;
    return readRetryAfter({ retryAfter, retryAfterMs }, this.#options.epochMs());
  }

  #giveUp(failure: Failure): void {
    const isRunning = this.#mode !== 'waiting';
    const isError = failure.kind === 'bad-answer';
    const overflow = isError ? readContextOverflow(failure.status, undefined, failure.said) : null;
    this.#settle({ kind: 'not-answered', failure: overflow ?? failure });
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

  #settle(result: AttemptResult): void {
    if (this.#mode === 'over') return;
    this.#mode = 'over';
    this.#held = [];
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

/** These answer in JSON and in nothing else: an empty or a plain text is no answer, and a client would show a blank. */
function answersInJson(endpoint: EndpointKind): boolean {
  return endpoint === 'chat' || endpoint === 'completions' || endpoint === 'embeddings';
}

/** Silence past a limit is its own failure; every other break of a begun answer is a cut. */
function classifyBreak(error: Error): Failure {
  const failure = classifyConnectionError(errorCode(error));
  return failure.kind === 'timeout' ? failure : { kind: 'cut' };
}
