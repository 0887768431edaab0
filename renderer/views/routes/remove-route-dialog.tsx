import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

interface RemoveRouteDialogProps {
  /** Null while nothing is to be removed. */
  alias: string | null;
  onClose: () => void;
}

/** Asks before a route goes, and says what programs that use its name will meet. */
export function RemoveRouteDialog({ alias, onClose }: RemoveRouteDialogProps): ReactNode {
  const { t } = useWords();
  const { settings } = useAppState();
  const remove = useAction(
    async (name: string) => {
      await bridge.call('removeRoute', { alias: name });
      return name;
    },
    {
      onDone: (name) => {
        tellDone(t('routes.removed', { alias: name }));
        onClose();
      },
    },
  );
  const name = alias ?? '';
  const afterwards =
    settings.proxy.unknownModel === 'active' ? 'routes.remove.thenActive' : 'routes.remove.thenError';
  return (
    <Modal
      opened={alias !== null}
      onClose={onClose}
      title={t('routes.remove.title', { alias: name })}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Stack gap="sm">
        <Text>{t('routes.remove.text', { alias: name })}</Text>
        <Text>{alias === 'embedding' ? t('routes.remove.embedding') : t(afterwards, { alias: name })}</Text>
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('window.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.run(name)}>
            {t('window.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
