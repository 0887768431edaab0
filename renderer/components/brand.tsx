import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import classes from './brand.module.css';

export function Brand(): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.brand}>
      <BrandMark />
      <span>{t('app.name')}</span>
    </div>
  );
}

/** The sign alone. `index.html` draws the same one before the program is there. */
export function BrandMark(): ReactNode {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M7 8v5a5 5 0 0 0 5 5h8a5 5 0 0 0 5-5V8M16 18v7" />
      <circle cx="16" cy="8.5" r="2.6" />
    </svg>
  );
}
