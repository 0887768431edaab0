import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { pages } from '../../shared/bridge.ts';
import { useAppState, useServers } from '../app-state.ts';
import { pendingLine } from '../components/use-model-picker.ts';
import { questionOf } from '../model-search.ts';
import type { ModelAnswer } from '../model-search.ts';
import { useModelSearch } from '../use-model-search.ts';
import { useWords } from '../words.ts';
import type { Words } from '../words.ts';
import { actionOf } from './palette-actions.tsx';
import classes from './palette.module.css';
import { narrowEntries, paletteEntries } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

const [store, spotlight] = createSpotlight();

/** Everything that is done often, by typing. `opened` counts how often it was asked for. */
export function Palette({ opened }: { opened: number }): ReactNode {
  const [query, setQuery] = useState('');
  const { t } = useWords();
  const { opened: isOpen } = useSpotlight(store);
  useEffect(() => {
    if (opened > 0) spotlight.open();
  }, [opened]);
  return (
    <Spotlight.Root
      store={store}
      title={t('palette.open')}
      classNames={{ header: classes.title ?? '', search: classes.search ?? '' }}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search placeholder={t('palette.search')} aria-label={t('palette.search')} />
      <Choices query={query} isOpen={isOpen} />
    </Spotlight.Root>
  );
}

function Choices({ query, isOpen }: { query: string; isOpen: boolean }): ReactNode {
  const state = useAppState();
  const servers = useServers();
  const words = useWords();
  const answer = useModelSearch(isOpen ? questionOf(query, ['chat'], servers) : null);
  const entries = useMemo(() => paletteEntries(state, pages, answer.models), [state, answer.models]);
  const { shown, modelsLeft } = narrowEntries(entries, query, words.t);
  const groups = groupsOf(shown, words);
  const line = lastLine(answer, shown, modelsLeft, words);
  useLateMark(answer.models);
  return (
    <>
      {groups.length === 0 ? (
        <Spotlight.Empty role="status">{line ?? words.t('palette.nothing')}</Spotlight.Empty>
      ) : (
        <Spotlight.ActionsList>
          {groups.map(({ group, actions }) => (
            <Spotlight.ActionsGroup key={group} label={group}>
              {actions.map(({ id, ...action }) => (
                <Spotlight.Action key={id} {...action} />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      )}
      {groups.length > 0 && line !== null && (
        <Spotlight.Footer className={classes.more ?? ''} role="status">
          {line}
        </Spotlight.Footer>
      )}
    </>
  );
}

/** Why the models above are not all, or none yet. */
function lastLine(
  answer: ModelAnswer,
  shown: readonly PaletteEntry[],
  left: number,
  words: Words,
): string | null {
  const models = shown.filter(({ kind }) => kind === 'model').length;
  const more = Math.max(left, (answer.count ?? 0) - models);
  if (answer.phase === 'failed' || (answer.phase === 'asking' && models === 0))
    return pendingLine(answer, words);
  return more > 0 ? words.t('models.more', { count: more }) : null;
}

/** Spotlight marks the first entry as the text changes; where none was there then, the first that comes later. */
function useLateMark(found: unknown): void {
  useEffect(() => {
    const { listId, query } = store.getState();
    const list = query === '' ? null : document.getElementById(listId);
    if (list === null || list.querySelector('[data-selected]') !== null) return;
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [found]);
}

interface Group {
  group: string;
  actions: (ReturnType<typeof actionOf> & { id: string })[];
}

function groupsOf(entries: readonly PaletteEntry[], words: Words): Group[] {
  const { t } = words;
  const models = entries.filter(({ kind }) => kind === 'model');
  const places = entries.filter(({ kind }) => kind === 'page' || kind === 'server');
  const rest = entries.filter((entry) => !models.includes(entry) && !places.includes(entry));
  return [
    { group: t('palette.models'), actions: models.map((entry) => actionOf(entry, words)) },
    { group: t('palette.actions'), actions: rest.map((entry) => actionOf(entry, words)) },
    { group: t('palette.places'), actions: places.map((entry) => actionOf(entry, words)) },
  ].filter(({ actions }) => actions.length > 0);
}
