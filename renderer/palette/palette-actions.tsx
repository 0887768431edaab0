/** What each entry of the palette does. */
import type { SpotlightActionData } from '@mantine/spotlight';
import {
  IconArrowsExchange,
  IconCopy,
  IconFile,
  IconPlayerPlay,
  IconPlayerStop,
  IconServer2,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { bridge } from '../bridge.ts';
import { copyText } from '../clipboard.ts';
import { toFailure } from '../failure.ts';
import { openPage, openServer } from '../route.ts';
import { tellDone, tellFailure } from '../tell.ts';
import type { Words } from '../words.ts';
import { told } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

type Icon = ComponentType<{ size: number; stroke: number }>;

const icons: Record<PaletteEntry['kind'], Icon> = {
  page: IconFile,
  server: IconServer2,
  model: IconArrowsExchange,
  'copy-address': IconCopy,
  start: IconPlayerPlay,
  stop: IconPlayerStop,
};

export function actionOf(entry: PaletteEntry, words: Words): SpotlightActionData {
  const Icon = icons[entry.kind];
  return {
    ...told(entry, words.t),
    leftSection: <Icon size={18} stroke={1.6} />,
    onClick: () => {
      perform(entry, words).catch((thrown: unknown) => tellFailure(words.explain(toFailure(thrown))));
    },
  };
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
