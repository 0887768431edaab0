import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import type { Find } from './use-find.ts';

export function FindButton({ find, label }: { find: Find; label?: string }): ReactNode {
  const { t } = useWords();
  return (
    <Button variant="default" leftSection={<IconSearch size={16} />} onClick={find.open}>
      {label ?? t('servers.find')}
    </Button>
  );
}
