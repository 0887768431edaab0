import { Button, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { openPage } from '../../route.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './activity.module.css';
import { DetailSheet } from './detail-sheet.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterRows, isFiltering, noFilter } from './filter.ts';
import { RequestTable } from './request-table.tsx';
import type { RequestList } from './request-store.ts';
import { useRequests } from './use-requests.ts';

/** Every request, live. */
export function Activity(): ReactNode {
  const { t } = useWords();
  const live = useRequests();
  const [held, setHeld] = useState<RequestList | null>(null);
  const [filter, setFilter] = useState(noFilter);
  const [opened, setOpened] = useState<string | null>(null);
  const { rows } = held ?? live;
  const search = useDeferredValue(filter);
  const shown = useMemo(() => filterRows(rows, search), [rows, search]);
  const clear = useAction(() => bridge.call('clearRequests', {}), {
    onDone: () => {
      setHeld(null);
      tellDone(t('activity.cleared'));
    },
  });
  const close = useCallback(() => setOpened(null), []);
  if (live.rows.length === 0 && held === null) return <Empty />;
  const isPaused = held !== null;
  const PauseIcon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <>
      <PageHeader title={t('activity.title')} intro={t('activity.intro')}>
        <Button
          variant="default"
          leftSection={<PauseIcon size={16} />}
          onClick={() => setHeld(isPaused ? null : live)}
        >
          {t(isPaused ? 'activity.resume' : 'activity.pause')}
        </Button>
        <ExportMenu rows={shown} />
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          disabled={clear.isPending}
          onClick={clear.run}
        >
          {t('activity.clear')}
        </Button>
      </PageHeader>
      <FilterBar rows={rows} filter={filter} onChange={setFilter} />
      <div className={classes.count}>
        <Count shown={shown.length} of={rows.length} isFiltered={isFiltering(filter)} />
        <span role="status">{isPaused && <Waiting count={live.seen - held.seen} />}</span>
      </div>
      <Section>
        {shown.length === 0 ? (
          <Text c="dimmed" className={classes.none}>
            {t('activity.none')}
          </Text>
        ) : (
          <RequestTable rows={shown} onOpen={setOpened} />
        )}
      </Section>
      <DetailSheet id={opened} rows={live.rows} onClose={close} />
    </>
  );
}

function Empty(): ReactNode {
  const { t } = useWords();
  const { active } = useAppState();
  const page = active === null ? 'servers' : 'home';
  return (
    <>
      <PageHeader title={t('activity.title')} intro={t('activity.intro')} />
      <Section>
        <EmptyState title={t('activity.empty.title')} text={t('activity.empty.text')}>
          <Button onClick={() => openPage(page)}>
            {t(active === null ? 'activity.empty.connect' : 'activity.empty.ask')}
          </Button>
        </EmptyState>
      </Section>
    </>
  );
}

function Count({ shown, of, isFiltered }: { shown: number; of: number; isFiltered: boolean }): ReactNode {
  const { t, format } = useWords();
  const count = format.count(of);
  if (isFiltered) return <span>{t('activity.count.of', { shown: format.count(shown), count })}</span>;
  return <span>{of === 1 ? t('activity.count.one') : t('activity.count.many', { count })}</span>;
}

function Waiting({ count }: { count: number }): ReactNode {
  const { t, format } = useWords();
  if (count === 0) return t('activity.waiting.none');
  return count === 1 ? t('activity.waiting.one') : t('activity.waiting.many', { count: format.count(count) });
}
