import type { ReactNode } from 'react';
import type { JudgedLine } from '../../../shared/exports.ts';
import { useWords } from '../../words.ts';
import classes from './judge.module.css';

/** Lines of a configuration, each with what is to be said of it. */
export function JudgedLines({ label, lines }: { label: string; lines: readonly JudgedLine[] }): ReactNode {
  const { t, say } = useWords();
  return (
    <ul className={classes.lines} aria-label={label}>
      {lines.map(({ line, key, verdict, text }) => (
        <li key={`${line ?? ''} ${key} ${text.key}`} className={classes.line} data-verdict={verdict}>
          <span className={classes.verdict}>{t(`dbgptPage.judge.${verdict}`)}</span>
          <span className={classes.words}>
            <code>{key}</code>
            <span className={classes.at}>
              {line === null ? t('dbgptPage.judge.missing') : t('dbgptPage.line', { line })}
            </span>
            <span className={classes.said}>{say(text)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
