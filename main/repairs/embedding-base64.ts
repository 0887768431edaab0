import type { VectorRow } from './embedding-bytes.ts';
import { isTextAt, textAt } from './json-bytes.ts';
import type { Splice } from './splice.ts';

const quote = 0x22;
const bytesPerNumber = 4;

export function hasTextVector(bytes: Buffer, starts: readonly number[]): boolean {
  return starts.some((at) => bytes[at] === quote);
}

/** Vectors in base64 (OpenAI API, "encoding_format": little-endian 32-bit floats) as numbers, which is what was asked. */
export function spliceNumbers(bytes: Buffer, rows: readonly VectorRow[]): Splice[] {
  return rows.flatMap(({ members }) => {
    const range = members.get('embedding');
    const numbers = range === undefined || !isTextAt(bytes, range) ? null : unpack(textAt(bytes, range));
    return range === undefined || numbers === null ? [] : [{ ...range, text: `[${numbers.join(',')}]` }];
  });
}

/** Null where `text` holds something else. */
function unpack(text: string): number[] | null {
  const packed = Buffer.from(text, 'base64');
  if (packed.length === 0 || packed.length % bytesPerNumber !== 0) return null;
  const count = packed.length / bytesPerNumber;
  const numbers = Array.from({ length: count }, (_, at) => packed.readFloatLE(at * bytesPerNumber));
  // Nine digits tell every 32-bit float apart; all of a double's would be noise.
  return numbers.every(Number.isFinite) ? numbers.map((number) => Number(number.toPrecision(9))) : null;
}
