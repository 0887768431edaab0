import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import classes from './find.module.css';
import type { Find } from './use-find.ts';

/** The second step, which says what it does before it does it. */
export function LookEverywhere({ find }: { find: Find }): ReactNode {
  const { t } = useWords();
  const { phase, isEverywhere } = find.state;
  if (isEverywhere && phase === 'done') {
    return (
      <Text size="sm" c="dimmed">
        {t('findServers.everywhere.done')}
      </Text>
    );
  }
  return (
    <div className={classes.everywhere}>
      <Text size="sm" c="dimmed" className={classes.words}>
        {t('findServers.everywhere.text')}
      </Text>
      <Button size="xs" variant="default" onClick={find.everywhere}>
        {t('findServers.everywhere')}
      </Button>
    </div>
  );
}
