import { memo } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutcome, RequestRow as Row } from '../../../shared/app-state.ts';
import { Dot } from '../../components/dot.tsx';
import type { Tone } from '../../components/health.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import type { Words } from '../../words.ts';
import { useWords } from '../../words.ts';
import type { RowTexts } from './cells.ts';
import { textsOf } from './cells.ts';
import type { ColumnId } from './columns.ts';
import { columns } from './columns.ts';
import classes from './table.module.css';

interface RequestRowProps {
  row: Row;
  /** Its place in the whole list, from 0. */
  index: number;
  id: string;
  top: number;
  isMarked: boolean;
  onOpen: (index: number) => void;
}

/** Drawn again only when something of it has changed: while a list is scrolled, none of those that stay is. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps): ReactNode {
  const { row, index, id, top, isMarked, onOpen } = props;
  const words = useWords();
  const texts = textsOf(row, words);
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(index)}
    >
      {columns.map(({ id: column, isSecondary, isNumber }, at) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={at + 1}
          className={classes.cell}
          data-column={column}
          data-secondary={isSecondary || undefined}
          data-number={isNumber || undefined}
        >
          {cellOf(column, row, texts, words)}
        </div>
      ))}
    </div>
  );
});

const tones: Record<RequestOutcome, Tone> = {
  running: 'idle',
  answered: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

function cellOf(column: ColumnId, row: Row, texts: RowTexts, words: Words): ReactNode {
  switch (column) {
    case 'status':
      return (
        <span className={classes.status}>
          <Dot tone={tones[row.outcome]} />
          <span className={classes.text}>{texts.status}</span>
        </span>
      );
    case 'model':
      return (
        <span className={classes.model} title={`${texts.requested} → ${texts.answeredBy}`}>
          <span className={classes.quiet}>{texts.requested} →</span>
          <span className={classes.text}>{texts.answeredBy}</span>
        </span>
      );
    case 'location':
      return row.location === null ? '–' : <LocationBadge location={row.location} />;
    case 'attempts':
      return words.format.count(row.attempts);
    case 'fixes':
      return row.fixes.length === 0 ? '–' : words.format.count(row.fixes.length);
    case 'client':
    case 'decision':
      return (
        <span className={classes.text} title={texts[column]}>
          {texts[column]}
        </span>
      );
    default:
      return texts[column];
  }
}
