import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { DbgptLook } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';
import type { Draft } from './draft.ts';
import { FolderField } from './folder-field.tsx';
import type { StepContent } from './which-step.tsx';

/** Tells from DB-GPT's folder which one it is, and keeps the folder for the next step. */
export function LookForm({ draft, onChange }: Pick<StepContent, 'draft' | 'onChange'>): ReactNode {
  const { t, explain } = useWords();
  const [found, setFound] = useState<DbgptLook | null>(null);
  const look = useAction((folder: string) => bridge.call('lookAtDbgpt', { folder }), {
    showsFailure: true,
    onDone: (seen) => {
      setFound(seen);
      onChange(changeOf(seen));
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (draft.folder.trim() !== '') look.run(draft.folder.trim());
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <FolderField
        label={t('dbgptPage.look')}
        hint={t('dbgptPage.look.hint')}
        value={draft.folder}
        error={look.failure === null ? null : explain(look.failure)}
        onChange={(folder) => {
          setFound(null);
          look.clear();
          onChange({ folder });
        }}
      >
        <Button
          type="submit"
          variant="default"
          loading={look.isPending}
          disabled={draft.folder.trim() === ''}
        >
          {t('dbgptPage.look.do')}
        </Button>
      </FolderField>
      {found !== null && <Found look={found} />}
    </form>
  );
}

/** What a look settles; a folder that is no DB-GPT's leaves the choice of the version alone. */
function changeOf({ folder, for: target, version, isWsl }: DbgptLook): Partial<Draft> {
  return {
    folder,
    version,
    ...(target === null ? {} : { for: target, place: target === '0.8' ? 'own' : 'folder' }),
    ...(isWsl ? { variant: 'wsl' } : {}),
  };
}

function Found({ look: { for: target, version, source } }: { look: DbgptLook }): ReactNode {
  const { t } = useWords();
  if (target === null || source === null)
    return (
      <Note level="warning" isLive>
        {t('dbgptPage.look.none')}
      </Note>
    );
  return (
    <Note level="success" isLive>
      {version === null
        ? t('dbgptPage.look.line', { source, line: t(`dbgptPage.for.${target}`) })
        : t('dbgptPage.look.version', { source, version })}
    </Note>
  );
}
