import type { ReactNode } from 'react';
import { useAppState, useLive } from '../app-state.ts';
import { useWords } from '../words.ts';
import { Dot } from './dot.tsx';
import { summarise } from './health.ts';
import classes from './proxy-mark.module.css';

const unknown = { tone: 'idle', word: 'proxy.unknown' } as const;

/** The state of everything, in a corner of every page. */
export function ProxyMark(): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const { connection } = useLive();
  const { tone, word } = connection === 'lost' ? unknown : summarise(state);
  return (
    <div className={classes.mark} role="status">
      <Dot tone={tone} />
      <span>{t(word)}</span>
      {state.proxy.port > 0 && <span className={classes.port}>:{state.proxy.port}</span>}
    </div>
  );
}
