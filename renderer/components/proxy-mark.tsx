import type { ReactNode } from 'react';
import { useAppState } from '../app-state.ts';
import { useWords } from '../words.ts';
import { Dot } from './dot.tsx';
import { summarise } from './health.ts';
import classes from './proxy-mark.module.css';

/** The state of everything, in a corner of every page. */
export function ProxyMark(): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const { tone, word } = summarise(state);
  return (
    <div className={classes.mark} role="status">
      <Dot tone={tone} />
      <span>{t(word)}</span>
      <span className={classes.port}>:{state.proxy.port}</span>
    </div>
  );
}
