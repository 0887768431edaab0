import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';

interface ConfirmProps {
  isOpen: boolean;
  from: string;
  to: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** A change of the embedding model costs the knowledge bases that were built with the old one. */
export function ConfirmEmbedding({ isOpen, from, to, onClose, onConfirm }: ConfirmProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('home.embedding.confirm.title')}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Text fw={560} mb="xs">
        {from} → {to}
      </Text>
      <Text>{t('home.embedding.warning')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('window.cancel')}
        </Button>
        <Button color="red" onClick={onConfirm}>
          {t('home.embedding.confirm.do')}
        </Button>
      </Group>
    </Modal>
  );
}
