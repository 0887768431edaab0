import { Center, Group, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';

export function Connecting(): ReactNode {
  const { t } = useWords();
  return (
    <Center mih="100dvh" role="status">
      <Group gap="sm">
        <Loader size="sm" color="gray" />
        <Text c="dimmed">{t('window.connecting')}</Text>
      </Group>
    </Center>
  );
}
