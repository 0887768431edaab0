/** An upstream's status and headers as they go to the client, once its answer is known to be one. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../shared/ports.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import type { DownOptions } from './headers.ts';
import { clientHeaders } from './headers.ts';

export interface ClientAnswerOptions {
  exchange: Exchange;
  facts: FlatHeaders;
  clock: Pick<Clock, 'monotonicMs'>;
  /** Monotonic milliseconds of the request's arrival. */
  startedMs: number;
}

export interface AnswerHead {
  status: number;
  headers: IncomingHttpHeaders;
  /** The body is decoded on the way. */
  isDecoded: boolean;
}

export class ClientAnswer {
  readonly #options: ClientAnswerOptions;
  readonly #head: AnswerHead;
  #firstByteMs: number | null = null;

  constructor(options: ClientAnswerOptions, head: AnswerHead) {
    this.#options = options;
    this.#head = head;
  }

  get status(): number {
    return this.#head.status;
  }

  /** From the request's arrival to the answer's opening; null while it is not opened. */
  get firstByteMs(): number | null {
    return this.#firstByteMs;
  }

  openStream(): void {
    // An error event may follow what the server counted.
    const headers = this.#headers(null, 'events');
    if (this.#head.headers['x-accel-buffering'] === undefined) headers.push('x-accel-buffering', 'no');
    this.#open(headers, true);
  }

  openBody(): void {
    this.#open(this.#headers('as-sent', 'as-sent'), false);
  }

  sendWhole(body: Buffer, type: DownOptions['type']): void {
    this.#open(this.#headers(body.length, type), false);
    this.#options.exchange.end(body);
  }

  /** `isFinal`: it was asked for again already. OpenAI's clients take that word over the status. */
  sendRefusal(body: Buffer, isFinal: boolean): void {
    const headers = this.#headers(body.length, 'as-sent');
    this.#open(isFinal ? withoutRetry(headers) : headers, false);
    this.#options.exchange.end(body);
  }

  sendEvents(events: Buffer): void {
    this.openStream();
    this.#options.exchange.end(events);
  }

  #headers(length: DownOptions['length'], type: DownOptions['type']): string[] {
    const { headers, isDecoded } = this.#head;
    return clientHeaders(headers, { isDecoded, length, type });
  }

  #open(headers: FlatHeaders, isEventStream: boolean): void {
    const { exchange, facts, clock, startedMs } = this.#options;
    this.#firstByteMs = clock.monotonicMs() - startedMs;
    exchange.open(this.#head.status, headers, facts, isEventStream);
  }
}

const shouldRetry = 'x-should-retry';

function withoutRetry(headers: readonly string[]): string[] {
  const at = headers.indexOf(shouldRetry);
  const others = at < 0 ? headers : [...headers.slice(0, at), ...headers.slice(at + 2)];
  return [...others, shouldRetry, 'false'];
}
