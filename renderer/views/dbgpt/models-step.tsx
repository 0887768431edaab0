import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import { ChatModels } from './chat-models.tsx';
import classes from './connect.module.css';
import { PinnedModels } from './pinned-models.tsx';
import type { StepContent } from './which-step.tsx';

/** Which models DB-GPT gets: for chats, for embeddings, for rankings. */
export function ModelsStep({ draft, onChange, onDone }: StepContent): ReactNode {
  const { t } = useWords();
  return (
    <>
      <ChatModels draft={draft} onChange={onChange} />
      <PinnedModels draft={draft} onChange={onChange} />
      {draft.variant === 'direct' && (
        <Checkbox
          label={t('dbgptPage.serverKey')}
          checked={draft.withServerKey}
          onChange={(event) => onChange({ withServerKey: event.currentTarget.checked })}
        />
      )}
      <div className={classes.end}>
        <Button disabled={draft.models.length === 0} onClick={onDone}>
          {t('window.continue')}
        </Button>
      </div>
    </>
  );
}
