/**
 * Keeps the last bytes of a stream without decoding while it runs, and counts its events. They are copied together: a
 * list of a stream's small chunks is one that V8's collections go through again and again, each with its own block.
 */

/** Holds at least the last `keptBytes` of what was pushed. */
export class StreamTail {
  #events = 0;
  #bytes: Buffer = Buffer.allocUnsafe(firstBytes);
  #size = 0;

  /** How many `data:` lines went by; a line split between two chunks is missed. */
  get events(): number {
    return this.#events;
  }

  push(chunk: Buffer): void {
    this.#events += countMarks(chunk);
    const kept = chunk.length > keptBytes ? chunk.subarray(chunk.length - keptBytes) : chunk;
    if (this.#size + kept.length > this.#bytes.length) this.#makeRoom(kept.length);
    kept.copy(this.#bytes, this.#size);
    this.#size += kept.length;
  }

  /** The kept bytes as text. */
  text(): string {
    return this.#bytes.toString('utf8', 0, this.#size);
  }

  /** Grows to twice what is kept, so that what is beyond is dropped once in a while and not with every chunk. */
  #makeRoom(length: number): void {
    const keptSize = Math.min(this.#size, keptBytes);
    const room = Math.min(2 * keptBytes, Math.max(2 * this.#bytes.length, this.#size + length));
    const roomy = room > this.#bytes.length ? Buffer.allocUnsafe(room) : this.#bytes;
    this.#bytes.copy(roomy, 0, this.#size - keptSize, this.#size);
    this.#bytes = roomy;
    this.#size = keptSize;
  }
}

const firstBytes = 4 * 1024;
const keptBytes = 64 * 1024;
const dataMark = Buffer.from('data:');

function countMarks(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(dataMark); at !== -1; at = chunk.indexOf(dataMark, at + 5)) count += 1;
  return count;
}
