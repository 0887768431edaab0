/** An upstream's status and headers as they go to the client, once its answer is known to be one. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../shared/ports.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import type { DownOptions } from './headers.ts';
import { clientHeaders } from './headers.ts';

export interface ClientAnswerOptions {
  exchange: Exchange;
  facts: FlatHeaders;
  status: number;
  headers: IncomingHttpHeaders;
  /** The body is decoded on the way. */
  isDecoded: boolean;
  clock: Pick<Clock, 'monotonicMs'>;
  /** Monotonic milliseconds of the request's arrival. */
  startedMs: number;
}

export class ClientAnswer {
  readonly #options: ClientAnswerOptions;
  #firstByteMs: number | null = null;

  constructor(options: ClientAnswerOptions) {
    this.#options = options;
  }

  get status(): number {
    return this.#options.status;
  }

  /** From the request's arrival to the answer's opening; null while it is not opened. */
  get firstByteMs(): number | null {
    return this.#firstByteMs;
  }

  openStream(): void {
    // An error event may follow what the server counted.
    const headers = this.#headers(null, 'events');
    if (this.#options.headers['x-accel-buffering'] === undefined) headers.push('x-accel-buffering', 'no');
    this.#open(headers, true);
  }

  openBody(): void {
    this.#open(this.#headers('as-sent', 'as-sent'), false);
  }

  sendWhole(body: Buffer, type: DownOptions['type']): void {
    this.#open(this.#headers(body.length, type), false);
    this.#options.exchange.end(body);
  }

  sendEvents(events: Buffer): void {
    this.openStream();
    this.#options.exchange.end(events);
  }

  #headers(length: DownOptions['length'], type: DownOptions['type']): string[] {
    return clientHeaders(this.#options.headers, { isDecoded: this.#options.isDecoded, length, type });
  }

  #open(headers: FlatHeaders, isEventStream: boolean): void {
    const { exchange, status, facts, clock, startedMs } = this.#options;
    this.#firstByteMs = clock.monotonicMs() - startedMs;
    exchange.open(status, headers, facts, isEventStream);
  }
}
