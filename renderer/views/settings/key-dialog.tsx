import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import { bridge } from '../../bridge.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

interface KeyDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

export function KeyDialog({ isOpen, onClose }: KeyDialogProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('settings.key.change.title')}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <KeyForm onClose={onClose} />
    </Modal>
  );
}

function KeyForm({ onClose }: { onClose: () => void }): ReactNode {
  const { t, explain } = useWords();
  const [key, setKey] = useState('');
  const [isChecked, setChecked] = useState(false);
  const change = useAction((next: string) => bridge.call('setLocalKey', { key: next }), {
    showsFailure: true,
    onDone: () => {
      tellDone(t('settings.key.changed'));
      onClose();
    },
  });
  const trimmed = key.trim();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (trimmed !== '' && trimmed.length <= 256) change.run(trimmed);
  };
  const problem = (): string | null => {
    if (trimmed.length > 256) return t('settings.key.long');
    if (isChecked && trimmed === '') return t('settings.key.empty');
    return change.failure === null ? null : explain(change.failure);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t('settings.key.change.text')}</Text>
        <TextInput
          label={t('settings.key.new')}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
            change.clear();
          }}
          error={problem()}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('window.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('window.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
