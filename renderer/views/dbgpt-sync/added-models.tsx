import { Button } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { AddedModel, DbgptApiLook } from '../../../shared/dbgpt-api.ts';
import { bridge } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import type { ApiPlace } from './api-place.ts';
import { placeInput } from './api-place.ts';
import classes from './sync.module.css';

interface AddedModelsProps {
  found: DbgptApiLook;
  place: ApiPlace;
  onChanged: () => void;
}

/** What ModelTray added to this DB-GPT, to be taken away again. */
export function AddedModels({ found, place, onChanged }: AddedModelsProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div>
      <div className={classes.part} id={id}>
        {t('sync.api.added')}
      </div>
      <ul className={classes.list} aria-labelledby={id}>
        {found.added.map((added) => (
          <Added key={added.name} added={added} place={place} onChanged={onChanged} />
        ))}
      </ul>
    </div>
  );
}

interface AddedProps extends Omit<AddedModelsProps, 'found'> {
  added: AddedModel;
}

function Added({ added: { name, model, isRunning }, place, onChanged }: AddedProps): ReactNode {
  const { t, say } = useWords();
  // One that DB-GPT does not run any more is forgotten where DB-GPT has nothing left to delete.
  const remove = useAction(
    () => {
      const { port } = placeInput(place);
      return bridge.call('removeDbgptModels', { port, names: [name], force: !isRunning });
    },
    {
      onDone: ({ kept }) => {
        const [first] = kept;
        if (first === undefined) tellDone(t('sync.api.removed', { name }));
        else tellFailure(say(first.reason));
        onChanged();
      },
    },
  );
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.path}>{name}</div>
        <div className={classes.quiet}>
          {isRunning ? t('sync.api.leads', { model }) : t('sync.api.notRunning', { model })}
        </div>
      </div>
      <Button
        variant="default"
        size="xs"
        loading={remove.isPending}
        aria-label={t('sync.api.remove', { name })}
        onClick={() => remove.run()}
      >
        {t('window.remove')}
      </Button>
    </li>
  );
}
