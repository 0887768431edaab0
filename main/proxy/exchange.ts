/**
 * One request and its answer, over all attempts: what the client has been sent so far, and whether it is still there.
 * Owns the early opening of a silent stream and every in-band error. Nothing else writes to `res` on the hot path.
 *
 * A class, because it is made for every request: its methods stand on the prototype once.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../shared/ports.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { BodyKeeper } from './body-keeper.ts';
import type { ProxyError } from './proxy-error.ts';
import { errorEnvelope, errorResponse } from './proxy-error.ts';

/** A stream that is silent for so long is opened early and kept alive; clients give up at 20 s and more. */
const silenceMs = 10_000;
/** A short answer goes out in one write with its headers; a longer one is not worth the copy. */
const oneWriteBytes = 16 * 1024;
const noBytes: Buffer = Buffer.alloc(0);

/** Header names and values alternating. */
export type FlatHeaders = readonly string[];

export interface ExchangeOptions {
  id: string;
  res: ServerResponse;
  isStream: boolean;
  /** Sent with every answer: the request id, CORS. */
  ownHeaders: FlatHeaders;
  locale: () => Locale;
}

export class Exchange {
  readonly id: string;
  readonly res: ServerResponse;
  readonly #options: ExchangeOptions;
  #isGone = false;
  #isEarly = false;
  #isEnded = false;
  #isEventStream = false;
  #isFull = false;
  #last = noBytes;
  #beforeLast = noBytes;
  #gone: (() => void) | null = null;
  #drain: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;
  #keeper: BodyKeeper | null = null;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.id = options.id;
    this.res = options.res;
    // `res` 'close', not `req`: the request closes as soon as its body is read.
    this.res.on('close', () => this.#onClose());
    if (this.res.socket === null) this.#watchSocket();
  }

  /** The client left before the answer's end. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Opened by silence, with no upstream known. */
  get isEarly(): boolean {
    return this.#isEarly;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The status that the client got; 499 where it left first, 0 while there is none. */
  get status(): number {
    if (this.#isGone) return 499;
    return this.res.headersSent ? this.res.statusCode : 0;
  }

  /** Called once when the client leaves; only the newest callback is kept. */
  onGone(callback: (() => void) | null): void {
    this.#gone = callback;
  }

  /** Called when there is room again after a `write` that was false; only the newest callback is kept. */
  onDrain(callback: (() => void) | null): void {
    this.#drain = callback;
  }

  /** What is written of the body from now on goes to `keeper` too. */
  keepWith(keeper: BodyKeeper): void {
    this.#keeper = keeper;
  }

  /** From here on silence opens the stream. */
  watchSilence(clock: Clock): void {
    if (this.#options.isStream) this.#cancelSilence = clock.after(silenceMs, () => this.#openEarly(clock));
  }

  /** Sends the headers; where they went early, a comment with the facts (who answers) instead. */
  open(status: number, headers: FlatHeaders, facts: FlatHeaders, isEventStream: boolean): void {
    this.#cancelSilence?.();
    if (this.#isEarly) {
      this.res.write(
        `: ${facts
          .map((part, at) => (at % 2 === 0 ? `${part}=` : `${part} `))
          .join('')
          .trim()}\n\n`,
      );
      return;
    }
    this.#isEventStream = isEventStream;
    this.res.writeHead(status, headers.concat(this.#options.ownHeaders, facts));
  }

  /** False: wait for room. */
  write(chunk: Buffer): boolean {
    this.#beforeLast = this.#last;
    this.#last = chunk;
    this.#keeper?.add(chunk);
    const hasRoom = this.res.write(chunk);
    if (!hasRoom && !this.#isFull) this.#watchRoom();
    return hasRoom;
  }

  end(chunk?: Buffer): void {
    this.#cancelSilence?.();
    this.#isEnded = true;
    if (chunk !== undefined) this.#keeper?.add(chunk);
    if (chunk === undefined) this.res.end();
    else if (chunk.length > oneWriteBytes) this.res.end(chunk);
    // Node joins headers and body into one write for text only; latin1 keeps every byte.
    else this.res.end(chunk.toString('latin1'), 'latin1');
  }

  /**
   * An error, in whichever way the client can still be told: as the response, in-band, or by a cut connection. `facts`:
   * headers of ours for a response.
   */
  fail(error: ProxyError, facts: FlatHeaders = []): void {
    if (this.#isEnded || this.#isGone) return;
    if (!this.res.headersSent) this.#failUnopened(error, facts);
    else if (this.#isEventStream) this.#failInBand(error);
    else {
      this.#isEnded = true;
      this.res.destroy();
    }
  }

  /** `fail` from outside, while an attempt is running: that is told as if the client had left. */
  interrupt(error: ProxyError): void {
    this.fail(error);
    this.#gone?.();
  }

  #failUnopened(error: ProxyError, facts: FlatHeaders): void {
    const { status, headers, body } = errorResponse(error, this.#options.locale());
    this.res.writeHead(status, [...headers, ...this.#options.ownHeaders, ...facts]);
    this.end(Buffer.from(body));
  }

  #failInBand(error: ProxyError): void {
    const event = `data: ${JSON.stringify(errorEnvelope(error, this.#options.locale()))}\n\n`;
    const isBetweenEvents = endsEvent(Buffer.concat([this.#beforeLast, this.#last]));
    this.end(Buffer.from(isBetweenEvents ? event : `\n\n${event}`));
  }

  #openEarly(clock: Clock): void {
    if (this.#isEnded || this.#isGone || this.res.headersSent) return;
    this.#isEarly = true;
    this.#isEventStream = true;
    this.res.writeHead(200, [...streamHeaders, ...this.#options.ownHeaders]);
    this.#keepAlive(clock);
  }

  #keepAlive(clock: Clock): void {
    if (this.#last.length > 0 || this.#isEnded || this.#isGone) return;
    this.res.write(': waiting for the model\n\n');
    this.#cancelSilence = clock.after(silenceMs, () => this.#keepAlive(clock));
  }

  /** Only where it ran out: a listener of every answer's is one that hardly any needs. */
  #watchRoom(): void {
    this.#isFull = true;
    this.res.once('drain', () => {
      this.#isFull = false;
      this.#drain?.();
    });
  }

  /** A pipelined request's `res` has no socket before its turn, and is not told when that closes. */
  #watchSocket(): void {
    const { socket } = this.res.req;
    const onClose = (): void => this.#onClose();
    socket.once('close', onClose);
    this.res.once('close', () => socket.off('close', onClose));
  }

  #onClose(): void {
    this.#cancelSilence?.();
    if (this.res.writableFinished || this.#isEnded) return;
    this.#isGone = true;
    this.#gone?.();
  }
}

/** Whether the last bytes ended an event, so that one of ours may follow. */
function endsEvent(bytes: Buffer): boolean {
  return bytes.length === 0 || /(\r\n\r\n|\n\n|\r\r)$/.test(bytes.toString('latin1', bytes.length - 4));
}

const streamHeaders: FlatHeaders = [
  ...['content-type', 'text/event-stream; charset=utf-8'],
  ...['cache-control', 'no-cache'],
  ...['x-accel-buffering', 'no'],
  ...['x-modeltray-decision', 'pending'],
];
