import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';

interface LeaveDialogProps {
  isOpen: boolean;
  onStay: () => void;
  onLeave: () => void;
}

export function LeaveDialog({ isOpen, onStay, onLeave }: LeaveDialogProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onStay}
      title={t('routes.leave.title')}
      zIndex={300}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Stack gap="sm">
        <Text>{t('routes.leave.text')}</Text>
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onStay} data-autofocus>
            {t('routes.leave.stay')}
          </Button>
          <Button color="red" onClick={onLeave}>
            {t('routes.leave.do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
