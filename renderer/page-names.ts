import type { Page } from '../shared/bridge.ts';
import type { MessageKey } from '../shared/i18n/index.ts';

/** What the pages are called. */
export const pageNames = {
  home: 'nav.home',
  servers: 'nav.servers',
  dbgpt: 'nav.dbgpt',
  activity: 'nav.activity',
  settings: 'nav.settings',
} as const satisfies Record<Page, MessageKey>;
