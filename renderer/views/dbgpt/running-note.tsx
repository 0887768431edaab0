import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RunningDbgpt } from '../../../shared/exports.ts';
import { dbgptPort } from '../../../shared/export-kinds.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

/** Asks this machine for a DB-GPT that runs, when the user wants it. */
export function RunningDbgptNote(): ReactNode {
  const { t } = useWords();
  const [found, setFound] = useState<{ dbgpt: RunningDbgpt | null } | null>(null);
  const find = useAction(() => bridge.call('findDbgpt', {}), {
    onDone: (dbgpt) => setFound({ dbgpt }),
  });
  return (
    <>
      <div>
        <Button variant="default" loading={find.isPending} onClick={() => find.run()}>
          {t('dbgptPage.running.do')}
        </Button>
      </div>
      {found?.dbgpt === null && (
        <Note level="info" isLive>
          {t('dbgptPage.running.none', { port: dbgptPort })}
        </Note>
      )}
      {found !== null && found.dbgpt !== null && <Running dbgpt={found.dbgpt} />}
    </>
  );
}

function Running({ dbgpt: { url, models } }: { dbgpt: RunningDbgpt }): ReactNode {
  const { t } = useWords();
  return (
    <Note level="success" isLive>
      <div>{t('dbgptPage.running.at', { url })}</div>
      <div>
        {models.length === 0
          ? t('dbgptPage.running.noModels')
          : t('dbgptPage.running.models', { models: models.join(', ') })}
      </div>
      <div>{t('dbgptPage.running.version')}</div>
    </Note>
  );
}
