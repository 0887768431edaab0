import { Center, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Brand } from '../components/brand.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { useWords } from '../words.ts';

const command = 'npx modeltray panel';

/** What a browser gets without the link's token, or with that of an earlier start. */
export function Unauthorized(): ReactNode {
  const { t } = useWords();
  useEffect(() => {
    document.title = t('app.name');
  }, [t]);
  return (
    <Center mih="100dvh" p="lg" component="main">
      <Stack maw="28rem" gap="sm">
        <Brand />
        <Title order={1}>{t('window.unauthorized.title')}</Title>
        <Text>{t('window.unauthorized.text')}</Text>
        <Text>{t('window.unauthorized.how')}</Text>
        <Group wrap="nowrap" gap="xs">
          <CodeBlock label={t('window.unauthorized.how')} text={command} />
          <CopyButton label={t('window.copy')} text={command} />
        </Group>
      </Stack>
    </Center>
  );
}
