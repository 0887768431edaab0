import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconArrowsExchange,
  IconCopy,
  IconFile,
  IconPlayerPlay,
  IconPlayerStop,
  IconServer2,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { pages } from '../../shared/bridge.ts';
import { qualifiedId } from '../../shared/model.ts';
import { useAppState } from '../app-state.ts';
import { bridge } from '../bridge.ts';
import { copyText } from '../clipboard.ts';
import { toFailure } from '../failure.ts';
import { pageNames } from '../page-names.ts';
import { openPage, openServer } from '../route.ts';
import { tellDone, tellFailure } from '../tell.ts';
import { useWords } from '../words.ts';
import type { Words } from '../words.ts';
import classes from './palette.module.css';
import { paletteEntries } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

const [store, spotlight] = createSpotlight();

/** More than fit on any screen; typing finds the rest. */
const shownAtOnce = 60;

/** Everything that is done often, by typing. `opened` counts how often it was asked for. */
export function Palette({ opened }: { opened: number }): ReactNode {
  const state = useAppState();
  const words = useWords();
  const { t } = words;
  useEffect(() => {
    if (opened > 0) spotlight.open();
  }, [opened]);
  return (
    <Spotlight
      store={store}
      title={t('palette.open')}
      classNames={{ header: classes.title ?? '', search: classes.search ?? '' }}
      shortcut={null}
      actions={groupsOf(paletteEntries(state, pages), words)}
      nothingFound={t('palette.nothing')}
      limit={shownAtOnce}
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: t('palette.search'), 'aria-label': t('palette.search') }}
    />
  );
}

function groupsOf(entries: readonly PaletteEntry[], words: Words): SpotlightActionGroupData[] {
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

type Icon = ComponentType<{ size: number; stroke: number }>;

const icons: Record<PaletteEntry['kind'], Icon> = {
  page: IconFile,
  server: IconServer2,
  model: IconArrowsExchange,
  'copy-address': IconCopy,
  start: IconPlayerPlay,
  stop: IconPlayerStop,
};

function actionOf(entry: PaletteEntry, words: Words): SpotlightActionData {
  const Icon = icons[entry.kind];
  return {
    ...told(entry, words),
    leftSection: <Icon size={18} stroke={1.6} />,
    onClick: () => {
      perform(entry, words).catch((thrown: unknown) => tellFailure(words.explain(toFailure(thrown))));
    },
  };
}

function told(entry: PaletteEntry, { t }: Words): { id: string; label: string; description?: string } {
  switch (entry.kind) {
    case 'model':
      return {
        id: `model ${qualifiedId(entry.ref)}`,
        label: t('palette.use', { model: entry.ref.model }),
        description: `${entry.server} · ${t(`location.${entry.location}`)}`,
      };
    case 'copy-address':
      return { id: entry.kind, label: t('home.address.copy'), description: entry.address };
    case 'start':
      return { id: entry.kind, label: t('palette.start') };
    case 'stop':
      return { id: entry.kind, label: t('palette.stop') };
    case 'page':
      return { id: `page ${entry.page}`, label: t(pageNames[entry.page]) };
    case 'server':
      return { id: `server ${entry.slug}`, label: entry.name, description: t('palette.server') };
  }
}

async function perform(entry: PaletteEntry, { t }: Words): Promise<void> {
  switch (entry.kind) {
    case 'model':
      await bridge.call('setAlias', { alias: 'active', target: entry.ref });
      tellDone(t('home.active.switched', { model: entry.ref.model }));
      break;
    case 'copy-address':
      if (await copyText(entry.address)) tellDone(t('window.copied'));
      else tellFailure(t('window.copyFailed'));
      break;
    case 'start':
      await bridge.call('startProxy', {});
      break;
    case 'stop':
      await bridge.call('stopProxy', {});
      break;
    case 'page':
      openPage(entry.page);
      break;
    case 'server':
      openServer(entry.slug);
      break;
  }
}
