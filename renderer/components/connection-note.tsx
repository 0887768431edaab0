import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import classes from './connection-note.module.css';

export function ConnectionNote(): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.place} role="status">
      <div className={classes.note}>
        <Loader size={14} color="gray" />
        {t('window.connection.lost')}
      </div>
    </div>
  );
}
