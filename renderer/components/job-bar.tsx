import { Progress, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './job-bar.module.css';

interface JobBarProps {
  /** What it is about now, in one line. */
  text: string;
  /** A second line: numbers. Its place is kept while it is empty. */
  detail: string;
  /** From 0 to 100; null while nothing runs, and the bar's place is kept. */
  percent: number | null;
  label: string;
  /** What a screen reader hears: once when it starts, once when it is over. Not each step. */
  spoken: string;
  children: ReactNode;
}

/** How far a job is. Nothing in it changes its height. */
export function JobBar({ text, detail, percent, label, spoken, children }: JobBarProps): ReactNode {
  return (
    <div className={classes.bar}>
      <div>
        <div className={classes.text} data-testid="job-text">
          {text}
        </div>
        <div className={classes.detail}>{detail}</div>
      </div>
      <div className={classes.actions}>{children}</div>
      <div className={classes.progress}>
        {percent !== null && <Progress size={4} value={percent} aria-label={label} />}
      </div>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </div>
  );
}
