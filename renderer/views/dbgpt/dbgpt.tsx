import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useWords } from '../../words.ts';
import { DbgptApiSection } from '../dbgpt-sync/dbgpt-api-section.tsx';
import { SyncSection } from '../dbgpt-sync/sync-section.tsx';
import { Connect } from './connect.tsx';

/** The configuration that points DB-GPT here. */
export function DbGpt(): ReactNode {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('dbgpt.title')} intro={t('dbgpt.intro')} />
      <Connect />
      <SyncSection />
      <DbgptApiSection />
    </>
  );
}
