/** Mends vectors by the bytes of their answer: it is read only where a cheap look finds a defect. */
import type { FixName } from '../../shared/conformance.ts';
import { hasTextVector, spliceNumbers } from './embedding-base64.ts';
import { skipBlanks, vectorRows, vectorStarts } from './embedding-bytes.ts';
import { lacksIndex, spliceIndexes } from './embedding-index.ts';
import { parseObject } from './json.ts';
import { applySplices } from './splice.ts';

export interface MendedEmbeddings {
  /** The same object where nothing had to change. */
  bytes: Buffer;
  fixes: FixName[];
}

export function mendEmbeddings(bytes: Buffer, wantsBase64: boolean): MendedEmbeddings {
  const starts = vectorStarts(bytes);
  const mayBeText = !wantsBase64 && hasTextVector(bytes, starts);
  const isDefect = mayBeText || lacksIndex(bytes, starts.length);
  if (!isDefect || parseObject(bytes.toString('utf8')) === null) return { bytes, fixes: [] };
  const rows = vectorRows(bytes);
  const indexes = spliceIndexes(rows);
  const numbers = mayBeText ? spliceNumbers(bytes, rows) : [];
  const fixes: FixName[] = [];
  if (indexes.length > 0) fixes.push('embedding-index');
  if (numbers.length > 0) fixes.push('embedding-base64');
  return { bytes: applySplices(bytes, [...indexes, ...numbers]), fixes };
}

/**
 * True where a vector holds no number: KoboldCpp 1.115 answers so, with 200, while embeddings are off. A knowledge base
 * would be filled with nothing.
 */
export function hasEmptyVector(bytes: Buffer): boolean {
  return vectorStarts(bytes).some((at) => bytes[at] === 0x5b && bytes[skipBlanks(bytes, at + 1)] === 0x5d);
}
