/**
 * A stream on its way to the client, from its first content on: bytes go on as they come, or through a mender where one
 * may be needed. Only the last of them are kept, to tell a whole stream from a cut one.
 *
 * One object per stream, with its methods on the prototype: no promise and no closure is made per chunk.
 */
import type { Clock } from '../../shared/ports.ts';
import type { StreamMender } from '../repairs/stream-mender.ts';
import type { EndpointKind } from '../routing/types.ts';
import { EventCheck } from './event-check.ts';
import type { Exchange } from './exchange.ts';
import type { StreamEnd } from './stream-events.ts';
import { judgeStreamEnd } from './stream-events.ts';
import { StreamTail } from './stream-tail.ts';

/** A finish waits no longer for its usage. */
const usageWaitMs = 1000;

export interface StreamPipeOptions {
  exchange: Exchange;
  endpoint: EndpointKind;
  /** Null: nothing of it needs a look. */
  mender: StreamMender | null;
  clock: Pick<Clock, 'after'>;
}

export class StreamPipe {
  readonly #options: StreamPipeOptions;
  readonly #exchange: Exchange;
  readonly #mender: StreamMender | null;
  readonly #tail = new StreamTail();
  /** Only chat and completions have events that we know. */
  readonly #check: EventCheck | null;
  #isBroken = false;
  #cancelWait: (() => void) | null = null;

  constructor(options: StreamPipeOptions) {
    this.#options = options;
    this.#exchange = options.exchange;
    this.#mender = options.mender;
    const { endpoint } = options;
    this.#check = endpoint === 'chat' || endpoint === 'completions' ? new EventCheck() : null;
  }

  /** How many events the upstream has sent. */
  get events(): number {
    return this.#tail.events;
  }

  /** An event came that is none: what stood before it is sent, and nothing more may be pushed. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** False: wait for room. */
  push(chunk: Buffer): boolean {
    const brokenAt = this.#check?.findBroken(chunk) ?? -1;
    if (brokenAt < 0) return this.#send(chunk);
    this.#isBroken = true;
    return brokenAt === 0 || this.#send(chunk.subarray(0, brokenAt));
  }

  #send(chunk: Buffer): boolean {
    this.#tail.push(chunk);
    if (this.#mender === null) return this.#exchange.write(chunk);
    const bytes = this.#mender.push(chunk);
    if (this.#mender.isHolding) this.#waitForUsage(this.#mender);
    return bytes.length === 0 || this.#exchange.write(bytes);
  }

  /** Judges what came, and sends what was still held. Ends nothing. */
  finish(isCleanEnd: boolean): StreamEnd {
    this.stop();
    const end = judgeStreamEnd(this.#tail.text(), this.#options.endpoint, isCleanEnd);
    this.#write(this.#mender?.end(end));
    return end;
  }

  stop(): void {
    this.#cancelWait?.();
  }

  #waitForUsage(mender: StreamMender): void {
    this.#cancelWait ??= this.#options.clock.after(usageWaitMs, () => this.#write(mender.release()));
  }

  #write(bytes: Buffer | undefined): void {
    if (bytes !== undefined && bytes.length > 0) this.#exchange.write(bytes);
  }
}
