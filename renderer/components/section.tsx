import { Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  title?: string;
  hint?: string;
  /** The id of its heading, for who leads there from elsewhere on the page. */
  anchor?: string;
  children: ReactNode;
}

/** A titled group of rows on one surface. */
export function Section({ title, hint, anchor, children }: SectionProps): ReactNode {
  const ownId = useId();
  const id = anchor ?? ownId;
  return (
    <section className={classes.section} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <Title order={2} id={id} tabIndex={anchor === undefined ? undefined : -1} className={classes.title}>
          {title}
        </Title>
      )}
      {hint !== undefined && (
        <Text size="sm" c="dimmed" className={classes.hint}>
          {hint}
        </Text>
      )}
      <div className={classes.surface}>{children}</div>
    </section>
  );
}

interface RowProps {
  label: string;
  hint?: ReactNode;
  /** Below the label instead of beside it. */
  isWide?: boolean;
  /** The control is small and stays beside the label in a narrow window too. */
  isSmall?: boolean;
  labelId?: string;
  children: ReactNode;
}

/** One setting: what it is on the left, its control on the right. */
export function Row({
  label,
  hint,
  isWide = false,
  isSmall = false,
  labelId,
  children,
}: RowProps): ReactNode {
  return (
    <div className={classes.row} data-wide={isWide || undefined} data-small={isSmall || undefined}>
      <div className={classes.words}>
        <div id={labelId} className={classes.label}>
          {label}
        </div>
        {hint !== undefined && <div className={classes.explain}>{hint}</div>}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
