import { structuredPatch } from 'diff';
import type { DiffHunk, DiffLine } from '../../../shared/exports.ts';

const kinds: Readonly<Record<string, DiffLine['kind']>> = { ' ': 'same', '-': 'removed', '+': 'added' };

/** The lines that changed, with three unchanged ones around them. None where both texts are the same. */
export function diffLines(before: string, after: string): DiffHunk[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.map(({ oldStart, newStart, lines }) => ({
    before: oldStart,
    after: newStart,
    lines: lines.flatMap(toLine),
  }));
}

/** A line of a patch; `\ No newline at end of file` is none. */
function toLine(line: string): DiffLine[] {
  const kind = kinds[line.slice(0, 1)];
  return kind === undefined ? [] : [{ kind, text: line.slice(1).replace(/\r$/, '') }];
}
