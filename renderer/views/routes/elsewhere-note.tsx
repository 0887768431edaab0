import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Note } from '../../components/note.tsx';
import { useWords } from '../../words.ts';
import { routeOf } from './edit-session.ts';
import type { EditSession } from './edit-session.ts';

interface ElsewhereNoteProps {
  session: EditSession;
  onReload: () => void;
  onKeep: () => void;
}

/** That the route was changed or taken away elsewhere in the meantime: nothing is overwritten without a word. */
export function ElsewhereNote({ session, onReload, onKeep }: ElsewhereNoteProps): ReactNode {
  const { t } = useWords();
  const state = useAppState();
  const isGone = session.alias !== null && routeOf(state, session.alias) === null;
  return (
    <Note
      level="warning"
      isLive
      actions={
        <>
          {!isGone && (
            <Button size="xs" variant="default" onClick={onReload}>
              {t('routes.elsewhere.reload')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onKeep}>
            {t('routes.elsewhere.keep')}
          </Button>
        </>
      }
    >
      {t(isGone ? 'routes.elsewhere.gone' : 'routes.elsewhere.changed')}
    </Note>
  );
}
