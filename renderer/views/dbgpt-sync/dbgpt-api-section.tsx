import type { ReactNode } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import classes from './sync.module.css';
import { lazyPart } from '../../lazy-part.tsx';

const ApiPanel = lazyPart(() => import('./api-panel.tsx').then((m) => m.ApiPanel));

/** DB-GPT's own API for models. Nothing is asked before somebody opens it and presses its button. */
export function DbgptApiSection(): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.advanced}>
      <Disclosure label={t('sync.api.title')}>{() => <ApiPanel />}</Disclosure>
    </div>
  );
}
