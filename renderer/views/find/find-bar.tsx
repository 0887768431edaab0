import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { JobBar } from '../../components/job-bar.tsx';
import type { Words } from '../../words.ts';
import { useWords } from '../../words.ts';
import { percentOf, standingOf } from './find-state.ts';
import type { FindState } from './find-state.ts';
import type { Find } from './use-find.ts';

/** How far the look is, and what it came to. */
export function FindBar({ find }: { find: Find }): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const { state } = find;
  const isLooking = state.phase === 'looking';
  const newCount = state.servers.filter((found) => standingOf(found, upstreams).as === 'new').length;
  const summary = summaryOf(state, newCount, t);
  return (
    <JobBar
      text={isLooking ? nowText(state, t) : summary}
      detail={detailOf(state, t)}
      percent={percentOf(state)}
      label={t('findServers.progress')}
      spoken={isLooking ? t('findServers.starting') : summary}
    >
      <Button size="xs" variant="default" onClick={isLooking ? find.stop : find.again}>
        {t(isLooking ? 'findServers.stop' : 'welcome.find.again')}
      </Button>
    </JobBar>
  );
}

function nowText({ at }: FindState, t: Words['t']): string {
  return at === null ? t('findServers.starting') : t('findServers.looking', { address: at.address });
}

function summaryOf({ phase, servers }: FindState, newCount: number, t: Words['t']): string {
  const parts = [foundText(servers.length, t)];
  if (newCount > 0) parts.push(t('findServers.new', { count: newCount }));
  if (phase === 'stopped') parts.unshift(t('findServers.stopped'));
  if (phase === 'failed') parts.unshift(t('findServers.failed'));
  return parts.join(' · ');
}

function foundText(count: number, t: Words['t']): string {
  if (count === 0) return t('findServers.found.none');
  return count === 1 ? t('findServers.found.one') : t('findServers.found.many', { count });
}

function detailOf({ phase, listed, at, isEverywhere }: FindState, t: Words['t']): string {
  if (listed === null) return '';
  const { listeners, candidates } = listed;
  if (phase === 'done') return t('findServers.seen', { listeners, candidates });
  const seen = isEverywhere
    ? t('findServers.listed.all', { listeners })
    : t('findServers.listed', { listeners, candidates });
  if (at === null || phase !== 'looking') return seen;
  return `${t('findServers.step', { done: at.done, of: at.of })} · ${seen}`;
}
