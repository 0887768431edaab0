import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { KeyState } from '../../../shared/local-keys.ts';
import { bridge } from '../../bridge.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

interface RenameKeyProps {
  of: KeyState;
  isOpen: boolean;
  onClose: () => void;
}

export function RenameKey({ of, isOpen, onClose }: RenameKeyProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('settings.keys.rename.title', { label: of.label })}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <RenameForm of={of} onClose={onClose} />
    </Modal>
  );
}

function RenameForm({ of: { id, label }, onClose }: Omit<RenameKeyProps, 'isOpen'>): ReactNode {
  const { t, explain } = useWords();
  const [name, setName] = useState(label);
  const wanted = name.trim();
  const rename = useAction(() => bridge.call('renameKey', { id, label: wanted }), {
    onDone: onClose,
    showsFailure: true,
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (wanted === label) onClose();
    else if (wanted !== '') rename.run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t('settings.keys.label')}
          description={t('settings.keys.rename.text')}
          value={name}
          maxLength={80}
          onChange={(event) => {
            setName(event.currentTarget.value);
            rename.clear();
          }}
          error={rename.failure === null ? null : explain(rename.failure)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('window.cancel')}
          </Button>
          <Button type="submit" loading={rename.isPending} disabled={wanted === ''}>
            {t('window.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
