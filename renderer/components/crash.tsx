import { Button, Stack, Text, Title } from '@mantine/core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { toFailure } from '../failure.ts';
import { useWords } from '../words.ts';

interface CrashProps {
  children: ReactNode;
}

/** Catches what a page throws while it is drawn. A class, because React has no other way. */
export class Crash extends Component<CrashProps, { reason: string | null }> {
  override state: { reason: string | null } = { reason: null };

  static getDerivedStateFromError(thrown: unknown): { reason: string | null } {
    return { reason: toFailure(thrown).message };
  }

  override render(): ReactNode {
    return this.state.reason === null ? this.props.children : <Crashed reason={this.state.reason} />;
  }
}

function Crashed({ reason }: { reason: string }): ReactNode {
  const { t } = useWords();
  return (
    <Stack align="flex-start" p="xl" role="alert">
      <Title order={1}>{t('window.crashed.title')}</Title>
      <Text>{t('window.crashed.text')}</Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {reason}
      </Text>
      <Button onClick={() => window.location.reload()}>{t('window.crashed.reload')}</Button>
    </Stack>
  );
}
