import type { ReactNode } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import { ApiPanel } from './api-panel.tsx';
import classes from './sync.module.css';

/** DB-GPT's own API for models. Nothing is asked before somebody opens it and presses its button. */
export function DbgptApiSection(): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.advanced}>
      <Disclosure label={t('sync.api.title')}>{() => <ApiPanel />}</Disclosure>
    </div>
  );
}
