import { UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { ContextTag } from '../../components/context-tag.tsx';
import { useWords } from '../../words.ts';
import { modelsText } from '../servers/models-text.ts';
import classes from './find.module.css';

const shownAtOnce = 3;

/** What a found server lists: its first models at once, the others on demand. Who keeps its list back has none to show. */
export function FoundModels({ found }: { found: FoundServer }): ReactNode {
  const { t } = useWords();
  const { models, health, baseUrl } = found;
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const count = models.length;
  if (count === 0) {
    return health === 'healthy' && <div className={classes.quiet}>{modelsText(0, t)}</div>;
  }
  const shown = isWhole ? models : models.slice(0, shownAtOnce);
  return (
    <ul className={classes.models} ref={list} tabIndex={-1} aria-label={modelsText(count, t)}>
      {shown.map((model) => (
        <li key={model.id} className={classes.model}>
          <span>{model.id}</span>
          <ContextTag model={model} />
        </li>
      ))}
      {shown.length < count && (
        <li>
          <UnstyledButton
            className={classes.more}
            aria-label={t('findServers.models.all.named', { count, address: baseUrl })}
            onClick={() => {
              setWhole(true);
              list.current?.focus();
            }}
          >
            {t('findServers.models.all', { count })}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}
