/**
 * Hands one upstream's answer to the client. Holds it until its first content (or 64 KB), so that an error behind a 200
 * still counts as "not answered"; from then on bytes are written as they come, a stream's through its pipe.
 *
 * This is its upstream's side: the connection, its decoder and its breaks. One object per attempt with methods on its
 * prototype: no promise and no closure is made per chunk.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import type { ResponseController, ResponseHandler } from '../net/net.ts';
import { errorCode, proxyTroubleOf } from '../net/net-errors.ts';
import type { Failure } from '../routing/failure.ts';
import { classifyConnectionError } from '../routing/failure.ts';
import type { RelayOptions } from './attempt-result.ts';
import { createDecoder } from './decode-body.ts';
import { looksLikeBody } from './judge-body.ts';
import { finishBody, finishError, holdBody, holdError, pipeBody } from './relay-body.ts';
import { RelayState } from './relay-state.ts';
import { finishHeldStream, finishStream, holdStream, pipeStream } from './relay-stream.ts';

export class Relay implements ResponseHandler {
  readonly #options: RelayOptions;
  readonly #state: RelayState;
  #decoder: Transform | null = null;
  #onDrained: (() => void) | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#state = new RelayState(options);
    options.exchange.onGone(() => this.#onGone());
    options.exchange.onDrain(() => this.#state.controller?.resume());
  }

  /** Ends the upstream's connection; what it still sends is dropped. */
  abort(): void {
    this.#state.mode = 'over';
    this.#decoder?.destroy();
    this.#state.controller?.abort(new Error('aborted'));
  }

  /** Gives up where no byte of an answer came yet. */
  expire(afterMs: number): void {
    const { mode, held } = this.#state;
    const hasBegun = mode === 'pipe-stream' || mode === 'pipe-body' || mode === 'over';
    if (hasBegun || (mode === 'hold-body' && held.size > 0)) return;
    this.#state.settle({ kind: 'not-answered', failure: { kind: 'first-byte-timeout', afterMs } });
    this.abort();
  }

  onRequestStart(controller: ResponseController): void {
    this.#state.controller = controller;
    // The client may have left while the connection was being made.
    if (this.#state.isOver) controller.abort(new Error('client left'));
    else this.#options.trail.connected();
  }

  onResponseStart(_controller: ResponseController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#state.isOver) return;
    this.#options.trail.answerBegan(headers);
    this.#decoder = this.#createDecoder(headers);
    this.#state.begin(status, headers, this.#decoder !== null);
  }

  onResponseData(_controller: ResponseController, chunk: Buffer): void {
    if (this.#state.isOver) return;
    if (this.#decoder === null) this.#take(chunk);
    else this.#decoder.write(chunk);
  }

  onResponseEnd(): void {
    this.#onDrained?.();
    if (this.#state.isOver) return;
    if (this.#decoder === null) this.#finish();
    else this.#decoder.end();
  }

  onResponseError(_controller: ResponseController, error: Error): void {
    this.#onDrained?.();
    const state = this.#state;
    if (state.isOver) return;
    if (state.mode === 'waiting')
      state.giveUp(classifyConnectionError(errorCode(error), proxyTroubleOf(error)));
    // Some servers drop the connection right after a stream that was whole.
    else if (state.mode === 'pipe-stream') finishStream(state, classifyBreak(error));
    else state.broke(classifyBreak(error));
  }

  #take(chunk: Buffer): void {
    const state = this.#state;
    state.came();
    switch (state.mode) {
      case 'pipe-stream':
        pipeStream(state, chunk);
        return;
      case 'pipe-body':
        pipeBody(state, chunk);
        return;
      case 'hold-stream':
        holdStream(state, chunk);
        return;
      case 'hold-body':
        holdBody(state, chunk);
        return;
      case 'error':
        holdError(state, chunk);
        return;
      case 'waiting':
      case 'over':
        return;
    }
  }

  #finish(): void {
    const state = this.#state;
    state.came();
    switch (state.mode) {
      case 'pipe-stream':
        finishStream(state);
        return;
      case 'pipe-body':
        this.#options.exchange.end();
        state.answered(null);
        return;
      case 'hold-stream':
        // Under a stream's type a server may still send what is none: an error, a page, a whole answer.
        if (looksLikeBody(state.held.first)) finishBody(state, 'json');
        else finishHeldStream(state);
        return;
      case 'hold-body':
        finishBody(state);
        return;
      case 'error':
        finishError(state);
        return;
      case 'waiting':
      case 'over':
        return;
    }
  }

  #onGone(): void {
    const { controller } = this.#state;
    if (this.#options.terms.isDrained && controller !== null) {
      this.#state.settle({ kind: 'gone', drained: new Promise((resolve) => (this.#onDrained = resolve)) });
      this.#decoder?.destroy();
      controller.resume();
      return;
    }
    this.#state.settle({ kind: 'gone' });
    this.abort();
  }

  #createDecoder(headers: IncomingHttpHeaders): Transform | null {
    return createDecoder(headers['content-encoding'], {
      take: (chunk) => this.#take(chunk),
      finish: () => this.#finish(),
      fail: () => this.#state.broke({ kind: 'cut' }),
    });
  }
}

/** Silence past a limit is its own failure; every other break of a begun answer is a cut. */
function classifyBreak(error: Error): Failure {
  const failure = classifyConnectionError(errorCode(error));
  return failure.kind === 'timeout' ? failure : { kind: 'cut' };
}
