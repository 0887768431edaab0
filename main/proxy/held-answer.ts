/** What came of an answer that has not begun, and what its events have said. */
import { StringDecoder } from 'node:string_decoder';
import type { EndpointKind } from '../routing/types.ts';
import type { EventMeaning } from './stream-events.ts';
import { judgeEvent, splitEvents } from './stream-events.ts';

const noBytes: Buffer = Buffer.alloc(0);

export class HeldAnswer {
  #chunks: Buffer[] = [];
  #size = 0;
  #unread = '';
  #text: StringDecoder | null = null;

  get size(): number {
    return this.#size;
  }

  /** The first chunk, for a look at how it begins. */
  get first(): Buffer {
    return this.#chunks[0] ?? noBytes;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** Everything, which is not held any more. */
  take(): Buffer {
    const [only] = this.#chunks;
    const isOne = only !== undefined && this.#chunks.length === 1;
    const bytes = isOne ? only : Buffer.concat(this.#chunks, this.#size);
    this.drop();
    return bytes;
  }

  drop(): void {
    this.#chunks = [];
    this.#size = 0;
    this.#unread = '';
  }

  /** The first event that decides, among those that `chunk` has completed. */
  readEvents(chunk: Buffer, endpoint: EndpointKind): EventMeaning {
    const { events, rest } = splitEvents(this.#unread + this.#decode(chunk));
    this.#unread = rest;
    for (const event of events) {
      const meaning = judgeEvent(event, endpoint);
      if (meaning.kind !== 'nothing') return meaning;
    }
    return { kind: 'nothing' };
  }

  /** A first chunk that ends with a whole character, as nearly all do, needs no decoder that remembers half of one. */
  #decode(chunk: Buffer): string {
    if (this.#text === null && (chunk.at(-1) ?? 0) < 0x80) return chunk.toString('utf8');
    this.#text ??= new StringDecoder('utf8');
    return this.#text.write(chunk);
  }

  /** What is left over at the end: the last event may lack its blank line. */
  readRest(endpoint: EndpointKind): EventMeaning {
    return judgeEvent(this.#unread, endpoint);
  }
}
