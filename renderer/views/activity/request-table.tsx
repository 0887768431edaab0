import { useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { RequestRow as Row } from '../../../shared/app-state.ts';
import { useWords } from '../../words.ts';
import { columns } from './columns.ts';
import { RequestRow } from './request-row.tsx';
import classes from './table.module.css';
import { useVirtualizer } from './virtual-rows.ts';

export const rowHeight = 46;
const overscan = 8;

interface RequestTableProps {
  rows: readonly Row[];
  onOpen: (id: string) => void;
}

/**
 * Ten thousand rows of which a screenful is drawn. New ones come in at the top; whoever has scrolled away from it keeps
 * what is being read where it is. The table has the focus and names the marked row, which may not be drawn.
 */
export function RequestTable({ rows, onOpen }: RequestTableProps): ReactNode {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [marked, setMarked] = useState<string | null>(null);
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan,
    // The head stays in sight above them and takes a row's height.
    scrollPaddingEnd: rowHeight,
  });
  useKeptPosition(scroller, rows);
  const open = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row === undefined) return;
      setMarked(row.id);
      onOpen(row.id);
    },
    [rows, onOpen],
  );
  const markedAt = marked === null ? -1 : rows.findIndex(({ id }) => id === marked);
  const mark = (index: number): void => {
    const at = Math.min(rows.length - 1, Math.max(0, index));
    setMarked(rows[at]?.id ?? null);
    virtual.scrollToIndex(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const move = movesOf(markedAt, page, rows.length)[event.key];
    if (move === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (move === undefined) open(markedAt);
    else mark(move);
  };
  const items = virtual.getVirtualItems();
  const isDrawn = items.some(({ index }) => index === markedAt);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('activity.title')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isDrawn ? `${prefix}-${marked ?? ''}` : undefined}
      tabIndex={0}
      className={classes.scroller}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.head}>
        <Head />
      </div>
      <div role="rowgroup" className={classes.space} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <RequestRow
              key={key}
              id={`${prefix}-${row.id}`}
              row={row}
              index={index}
              top={start}
              isMarked={row.id === marked}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}

function Head(): ReactNode {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className={classes.header}>
      {columns.map(({ id, name, isSecondary, isNumber }, at) => (
        <div
          key={id}
          role="columnheader"
          aria-colindex={at + 1}
          className={classes.cell}
          data-column={id}
          data-secondary={isSecondary || undefined}
          data-number={isNumber || undefined}
        >
          {t(name)}
        </div>
      ))}
    </div>
  );
}

function movesOf(at: number, page: number, count: number): Readonly<Partial<Record<string, number>>> {
  return {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
}

/** Rows that come in above what is in sight move it by as much as they take. */
function useKeptPosition(scroller: RefObject<HTMLDivElement | null>, rows: readonly Row[]): void {
  const before = useRef<readonly Row[]>(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = rows;
    if (element === null || last === rows || element.scrollTop < rowHeight / 2) return;
    const at = Math.floor(element.scrollTop / rowHeight);
    const id = last[at]?.id;
    const now = id === undefined ? -1 : rows.findIndex((row) => row.id === id);
    if (now >= 0 && now !== at) element.scrollBy(0, (now - at) * rowHeight);
  }, [scroller, rows]);
}
