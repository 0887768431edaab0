import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExportEntry, UndoReport } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';

interface UndoAllDialogProps {
  /** Null while nothing is asked. */
  files: readonly ExportEntry[] | null;
  onClose: () => void;
  onDone: (report: UndoReport) => void;
}

/** All files at once, after asking. One that somebody has changed since stays, and is told. */
export function UndoAllDialog({ files, onClose, onDone }: UndoAllDialogProps): ReactNode {
  const { t, explain } = useWords();
  const undo = useAction(() => bridge.call('undoExport', { all: true }), { showsFailure: true, onDone });
  return (
    <Modal
      opened={files !== null}
      onClose={onClose}
      title={t('dbgptPage.files.all.title')}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Stack gap="sm">
        <Text>{t('dbgptPage.files.all.text')}</Text>
        <ul className={classes.notes}>
          {files?.map(({ id, path }) => (
            <li key={id} className={classes.path}>
              {path}
            </li>
          ))}
        </ul>
        {undo.failure !== null && (
          <Note level="error" isLive>
            {explain(undo.failure)}
          </Note>
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('window.cancel')}
          </Button>
          <Button color="red" loading={undo.isPending} onClick={() => undo.run()}>
            {t('dbgptPage.files.all')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
