/** Keeps the last bytes of a stream without copying or decoding while it runs, and counts its events. */

/** Holds at least the last `maxBytes` of what was pushed. */
export interface StreamTail {
  push(chunk: Buffer): void;
  /** The kept bytes as text. */
  text(): string;
  /** How many `data:` lines went by; a line split between two chunks is missed. */
  readonly events: number;
}

const keptBytes = 64 * 1024;
const dataMark = Buffer.from('data:');

export function createStreamTail(): StreamTail {
  const kept: Buffer[] = [];
  let size = 0;
  let events = 0;
  return {
    get events() {
      return events;
    },
    push(chunk) {
      kept.push(chunk);
      size += chunk.length;
      events += countMarks(chunk);
      for (let first = kept[0]; first !== undefined && size - first.length >= keptBytes; first = kept[0]) {
        size -= first.length;
        kept.shift();
      }
    },
    text: () => Buffer.concat(kept, size).toString('utf8'),
  };
}

function countMarks(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(dataMark); at !== -1; at = chunk.indexOf(dataMark, at + 5)) count += 1;
  return count;
}
