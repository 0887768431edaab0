import { Button } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { AutomaticWrite } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { changesText } from './changes-text.ts';
import classes from './sync.module.css';

interface AutomaticWritesProps {
  writes: readonly AutomaticWrite[];
  onUndone: () => void;
}

/** What ModelTray wrote without being asked, newest first. */
export function AutomaticWrites({ writes, onUndone }: AutomaticWritesProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <>
      <span className={classes.part} id={id}>
        {t('sync.automatic')}
      </span>
      <ul className={classes.list} aria-labelledby={id}>
        {writes.map((write) => (
          <Written key={write.id} write={write} onUndone={onUndone} />
        ))}
      </ul>
    </>
  );
}

function Written({ write, onUndone }: { write: AutomaticWrite; onUndone: () => void }): ReactNode {
  const { t, format } = useWords();
  const { id, path, writtenAt, changes, canUndo } = write;
  const undo = useAction(() => bridge.call('undoAutomaticWrite', { id }), { onDone: onUndone });
  const at = format.since(writtenAt);
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.path}>{path}</div>
        <div className={classes.quiet}>{t('sync.automatic.what', { at, what: changesText(changes, t) })}</div>
      </div>
      {canUndo && (
        <Button
          variant="default"
          size="xs"
          loading={undo.isPending}
          aria-label={t('sync.automatic.undo', { path })}
          onClick={() => undo.run()}
        >
          {t('sync.do.undo')}
        </Button>
      )}
    </li>
  );
}
