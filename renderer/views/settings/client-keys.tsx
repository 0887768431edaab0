import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { KeyState } from '../../../shared/local-keys.ts';
import { mainKeyId } from '../../../shared/local-keys.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Confirm } from './confirm.tsx';
import classes from './settings.module.css';

const dayMs = 86_400_000;

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

function KeyRow({ of }: { of: KeyState }): ReactNode {
  const { t, format } = useWords();
  const { id, label, endsAt, lastUsedAt } = of;
  const isOld = endsAt !== null;
  const [asks, setAsks] = useState<'rotate' | 'revoke' | null>(null);
  const close = (): void => setAsks(null);
  const rotate = useAction(() => bridge.call('rotateKey', { id, graceMs: dayMs }), {
    onDone: () => {
      close();
      tellDone(t('settings.keys.rotated', { label }));
    },
  });
  const revoke = useAction(() => bridge.call('revokeKey', { id }), { onDone: close });
  const getKey = async (): Promise<string> => (await bridge.call('revealKey', { id })).key;
  const used =
    lastUsedAt === null
      ? t('settings.keys.unused')
      : t('settings.keys.used', { when: format.since(lastUsedAt) });
  const hint = isOld ? t('settings.keys.old', { when: format.moment(endsAt) }) : used;
  return (
    <Row label={label} hint={hint}>
      <Group gap="xs">
        <CopyButton label={t('settings.keys.copy', { label })} text={getKey} />
        {!isOld && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('settings.keys.rotate.named', { label })}
            onClick={() => setAsks('rotate')}
          >
            {t('settings.keys.rotate')}
          </Button>
        )}
        {id !== mainKeyId && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('settings.keys.revoke.named', { label })}
            onClick={() => setAsks('revoke')}
          >
            {t('window.remove')}
          </Button>
        )}
      </Group>
      <Confirm
        isOpen={asks === 'rotate'}
        title={t('settings.keys.rotate.named', { label })}
        text={t(id === mainKeyId ? 'settings.keys.rotate.main' : 'settings.keys.rotate.text')}
        action={t('settings.keys.rotate')}
        isPending={rotate.isPending}
        onConfirm={rotate.run}
        onClose={close}
      />
      <Confirm
        isOpen={asks === 'revoke'}
        title={t('settings.keys.revoke.named', { label })}
        text={t('settings.keys.revoke.text')}
        action={t('window.remove')}
        isPending={revoke.isPending}
        onConfirm={revoke.run}
        onClose={close}
      />
    </Row>
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
