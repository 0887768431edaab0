import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { KeyRow } from './key-row.tsx';
import classes from './settings.module.css';

/** A key for each client, so that one can be replaced or taken away without the others. */
export function ClientKeys(): ReactNode {
  const { keys } = useAppState();
  return (
    <>
      {keys.map((key) => (
        <KeyRow key={key.id} of={key} />
      ))}
      <NewKey />
    </>
  );
}

function NewKey(): ReactNode {
  const { t, explain } = useWords();
  const [label, setLabel] = useState('');
  const create = useAction(() => bridge.call('createKey', { label: label.trim() }), {
    showsFailure: true,
    onDone: () => {
      tellDone(t('settings.keys.created', { label: label.trim() }));
      setLabel('');
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (label.trim() !== '') create.run();
  };
  return (
    <Row label={t('settings.keys.new')} hint={t('settings.keys.new.hint')}>
      <form className={classes.port} onSubmit={submit} noValidate>
        <TextInput
          aria-label={t('settings.keys.label')}
          placeholder={t('settings.keys.label')}
          value={label}
          maxLength={80}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
            create.clear();
          }}
          error={create.failure === null ? null : explain(create.failure)}
          w="14rem"
        />
        <Button type="submit" variant="default" loading={create.isPending} disabled={label.trim() === ''}>
          {t('settings.keys.create')}
        </Button>
      </form>
    </Row>
  );
}
