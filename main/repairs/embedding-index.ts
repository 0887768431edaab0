import type { VectorRow } from './embedding-bytes.ts';
import type { Splice } from './splice.ts';

const indexKey = Buffer.from('"index"');

/** A cheap look: fewer indexes than vectors. */
export function lacksIndex(bytes: Buffer, vectorCount: number): boolean {
  let count = 0;
  for (let at = bytes.indexOf(indexKey); at !== -1; at = bytes.indexOf(indexKey, at + 1)) count += 1;
  return count < vectorCount;
}

/** `data[].index`, which DB-GPT sorts vectors by (from 0.5.1 on), in the order in which they came. */
export function spliceIndexes(rows: readonly VectorRow[]): Splice[] {
  return rows.flatMap(({ range, members }, index) =>
    members.has('index') ? [] : [{ start: range.start + 1, end: range.start + 1, text: `"index":${index},` }],
  );
}
