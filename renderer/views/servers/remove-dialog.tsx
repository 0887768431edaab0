import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

interface RemoveDialogProps {
  /** Null while nothing is to be removed. */
  server: UpstreamState | null;
  onClose: () => void;
  onRemoved?: (() => void) | undefined;
}

export function RemoveDialog({ server, onClose, onRemoved }: RemoveDialogProps): ReactNode {
  const { active } = useAppState();
  const { t } = useWords();
  const remove = useAction(
    async ({ slug, name }: UpstreamState) => {
      await bridge.call('removeUpstream', { slug });
      return name;
    },
    {
      onDone: (name) => {
        tellDone(t('servers.removed', { name }));
        onClose();
        onRemoved?.();
      },
    },
  );
  return (
    <Modal
      opened={server !== null}
      onClose={onClose}
      title={t('servers.remove.title', { name: server?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Stack gap="sm">
        <Text>{t('servers.remove.text')}</Text>
        {server !== null && active?.upstream === server.slug && (
          <Note level="warning">{t('servers.remove.active')}</Note>
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('window.cancel')}
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => {
              if (server !== null) remove.run(server);
            }}
          >
            {t('window.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
