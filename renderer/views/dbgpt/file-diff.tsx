import { ScrollArea, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DiffHunk, DiffLine, PlannedFile } from '../../../shared/exports.ts';
import { useWords } from '../../words.ts';
import classes from './file-diff.module.css';

const signs: Record<DiffLine['kind'], string> = { same: '', added: '+', removed: '−' };

/** The lines that change in one file, told by a sign, a colour and, for who hears them, a word. */
export function FileDiff({ file }: { file: PlannedFile }): ReactNode {
  const { t } = useWords();
  return (
    <ScrollArea.Autosize
      mah={420}
      type="auto"
      className={classes.block}
      viewportProps={{
        tabIndex: 0,
        role: 'region',
        'aria-label': t('dbgptPage.diff', { path: file.path }),
      }}
    >
      {file.hunks.map((hunk) => (
        <Hunk key={`${hunk.before} ${hunk.after}`} hunk={hunk} isWhole={file.before === null} />
      ))}
    </ScrollArea.Autosize>
  );
}

/** `isWhole`: a new file has one part, which needs no name. */
function Hunk({ hunk, isWhole }: { hunk: DiffHunk; isWhole: boolean }): ReactNode {
  const { t } = useWords();
  return (
    <>
      {!isWhole && (
        <div className={classes.place}>{t('dbgptPage.diff.lines', { line: Math.max(1, hunk.after) })}</div>
      )}
      <div className={classes.lines}>
        {hunk.lines.map((line, at) => (
          // The lines of a part have no name of their own and never move in it.
          <Line key={at} line={line} />
        ))}
      </div>
    </>
  );
}

function Line({ line: { kind, text } }: { line: DiffLine }): ReactNode {
  const { t } = useWords();
  const Tag = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span';
  return (
    <Tag className={classes.line} data-kind={kind}>
      <span className={classes.sign} aria-hidden>
        {signs[kind]}
      </span>
      {kind !== 'same' && <VisuallyHidden>{t(`dbgptPage.diff.${kind}`)} </VisuallyHidden>}
      <span className={classes.text}>{text}</span>
    </Tag>
  );
}
