import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WrittenExport } from '../../../shared/exports.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';

/** What was written where, and where the bytes from before are. */
export function WrittenNote({ written: { files } }: { written: WrittenExport }): ReactNode {
  const { capabilities } = useAppState();
  const { t } = useWords();
  const open = useAction((path: string) => bridge.call('openPath', { path }));
  return (
    <Note level="success" isLive>
      {files.map(({ path, backup }) => (
        <div key={path}>
          <div className={classes.saved}>
            <span>{t('dbgptPage.written', { path })}</span>
            <CopyButton label={t('window.copy')} text={path} />
            {capabilities.openPath && (
              <Button size="xs" variant="default" onClick={() => open.run(path)}>
                {t('dbgpt.saved.open')}
              </Button>
            )}
          </div>
          {backup !== null && <div>{t('dbgptPage.written.backup', { path: backup })}</div>}
        </div>
      ))}
      <div className={classes.quiet}>{t('dbgptPage.written.undo')}</div>
    </Note>
  );
}
