import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import entry from '../../components/entry.module.css';
import { useWords } from '../../words.ts';
import { FindButton } from '../find/find-button.tsx';
import { useFind } from '../find/use-find.ts';
import { showsRoutes } from '../routes/shows-routes.ts';
import type { OpenDialog } from './server-dialogs.tsx';
import { ServerRow } from './server-row.tsx';
import classes from './servers.module.css';
import { lazyPart } from '../../lazy-part.tsx';

const FindSheet = lazyPart(() => import('../find/find-sheet.tsx').then((m) => m.FindSheet));
const RoutesSection = lazyPart(() => import('../routes/routes-section.tsx').then((m) => m.RoutesSection));

// Nobody needs them before the list is there.
const ServerDialogs = lazyPart(() => import('./server-dialogs.tsx').then((m) => m.ServerDialogs));

/** The servers that requests can go to. */
export function ServerList(): ReactNode {
  const { upstreams, settings } = useAppState();
  const { t } = useWords();
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const find = useFind();
  const isEmpty = upstreams.every(({ kind }) => kind === 'demo');
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'add' })}>
      {t('servers.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('servers.title')} intro={t('servers.intro')}>
        <FindButton find={find} />
        {!isEmpty && add}
      </PageHeader>
      <Section>
        {isEmpty && (
          <EmptyState title={t('servers.empty.title')} text={t('servers.empty.text')}>
            {add}
          </EmptyState>
        )}
        <ul className={`${entry.list} ${classes.list}`}>
          {upstreams.map((server) => (
            <ServerRow key={server.slug} server={server} onOpen={setOpen} />
          ))}
        </ul>
      </Section>
      {showsRoutes({ upstreams, settings }) && <RoutesSection />}
      <FindSheet find={find} onAddByHand={() => setOpen({ dialog: 'add' })} />
      <ServerDialogs open={open} onClose={() => setOpen(null)} />
    </>
  );
}
