import { ScrollArea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DiffHunk, DiffLine } from '../../../shared/exports.ts';
import { useWords } from '../../words.ts';
import classes from './sync.module.css';

const signs: Record<DiffLine['kind'], string> = { same: ' ', removed: '-', added: '+' };

/** What a file would lose and get, keys masked. A sign before each line says it without color too. */
export function DiffView({ path, hunks }: { path: string; hunks: readonly DiffHunk[] }): ReactNode {
  const { t } = useWords();
  return (
    <ScrollArea.Autosize
      mah={340}
      type="auto"
      className={classes.block}
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('sync.diff', { path }) }}
    >
      <pre className={classes.diff}>
        {hunks.map((hunk) => (
          <Hunk key={hunk.before} hunk={hunk} />
        ))}
      </pre>
    </ScrollArea.Autosize>
  );
}

function Hunk({ hunk }: { hunk: DiffHunk }): ReactNode {
  return hunk.lines.map(({ kind, text }, at) => {
    const Line = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span';
    return (
      // A line has no identity but its place.
      <Line key={`${hunk.after}-${at}`} data-kind={kind}>
        {`${signs[kind]} ${text}\n`}
      </Line>
    );
  });
}
