import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useWords } from '../../words.ts';
import { DbgptApiSection } from '../dbgpt-sync/dbgpt-api-section.tsx';
import { Connect } from './connect.tsx';
import { lazyPart } from '../../lazy-part.tsx';

const JudgeSection = lazyPart(() => import('./judge-section.tsx').then((m) => m.JudgeSection));
const FilesSection = lazyPart(() => import('./files-section.tsx').then((m) => m.FilesSection));
const SyncSection = lazyPart(() => import('../dbgpt-sync/sync-section.tsx').then((m) => m.SyncSection));

/** DB-GPT: its configuration in steps, one that is there already, and every file that was written for it. */
export function DbGpt(): ReactNode {
  const { t } = useWords();
  const [writes, setWrites] = useState(0);
  const onWritten = useCallback(() => setWrites((before) => before + 1), []);
  return (
    <>
      <PageHeader title={t('dbgpt.title')} intro={t('dbgpt.intro')} />
      <Connect writes={writes} onWritten={onWritten} />
      <FilesSection writes={writes} onUndone={onWritten} />
      <JudgeSection />
      <SyncSection writes={writes} onWritten={onWritten} />
      <DbgptApiSection />
    </>
  );
}
