import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';

interface ConfirmProps {
  isOpen: boolean;
  title: string;
  /** What it does, and what is lost by it. */
  text: string;
  action: string;
  isPending: boolean;
  /** There is nothing to confirm. */
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before something that other programs will notice. */
export function Confirm(props: ConfirmProps): ReactNode {
  const { t } = useWords();
  const { isOpen, title, text, action, isPending, isDisabled = false, onConfirm, onClose, children } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Stack gap="sm">
        <Text>{text}</Text>
        {children}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('window.cancel')}
          </Button>
          <Button color="red" loading={isPending} disabled={isDisabled} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
