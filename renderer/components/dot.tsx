import type { ReactNode } from 'react';
import type { Tone } from './health.ts';
import classes from './dot.module.css';

/** A coloured mark beside a word that says the same. */
export function Dot({ tone }: { tone: Tone }): ReactNode {
  return <span className={classes.dot} data-tone={tone} aria-hidden="true" />;
}
