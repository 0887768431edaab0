/** Finds vectors in the bytes of an answer that may hold millions of numbers. */
import { elementsOf, membersOf, wholeValue } from './json-bytes.ts';
import type { ByteRange } from './splice.ts';

/** One element of `data` that has a vector. */
export interface VectorRow {
  range: ByteRange;
  members: ReadonlyMap<string, ByteRange>;
}

const embeddingKey = Buffer.from('"embedding"');
const colon = 0x3a;

/** Where the vectors begin, by a look for their name alone; `"object":"embedding"` is none. */
export function vectorStarts(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(embeddingKey); at !== -1; at = bytes.indexOf(embeddingKey, at)) {
    at = skipBlanks(bytes, at + embeddingKey.length);
    if (bytes[at] === colon) starts.push(skipBlanks(bytes, at + 1));
  }
  return starts;
}

/** The vectors with all that stands beside them. `bytes` must be JSON. */
export function vectorRows(bytes: Buffer): VectorRow[] {
  const data = membersOf(bytes, wholeValue(bytes)).get('data');
  if (data === undefined) return [];
  return elementsOf(bytes, data)
    .map((range) => ({ range, members: membersOf(bytes, range) }))
    .filter(({ members }) => members.has('embedding'));
}

export function skipBlanks(bytes: Buffer, at: number): number {
  let next = at;
  while ((bytes[next] ?? 0x21) <= 0x20) next += 1;
  return next;
}
