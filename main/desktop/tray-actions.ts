import type { Api, ApiFailure } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { Page } from '../../shared/bridge.ts';
import type { KeptExport } from '../../shared/exports.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Notifier } from './notifier.ts';
import type { TrayAction } from './tray-menu.ts';

export interface TrayActionOptions {
  api: Api;
  state: () => AppState;
  copy: (text: string) => Promise<void>;
  open: (page: Page) => void;
  quit: () => void;
  notifier: Notifier;
  toFailure: (thrown: unknown) => ApiFailure;
}

/** Does what a menu entry stands for; what fails is told as a notification. */
export function createTrayActions(options: TrayActionOptions): (action: TrayAction) => Promise<void> {
  return async (action) => {
    try {
      await runAction(action, options);
    } catch (error) {
      const reason = options.toFailure(error).error.message;
      const t = createTranslate(options.state().locale);
      options.notifier.tell(t('tray.told.failed', { reason }), () => options.open('home'));
    }
  };
}

async function runAction(action: TrayAction, options: TrayActionOptions): Promise<void> {
  const { api, state, copy, open, quit } = options;
  switch (action.do) {
    case 'use-model':
      await api.calls.setAlias({ alias: action.alias ?? 'active', target: action.ref });
      break;
    case 'pin':
      await api.calls.pinModel({ ref: action.ref, pinned: action.on });
      break;
    case 'lock':
      await api.calls.updateSettings({ locks: { [action.lock]: action.on } });
      break;
    case 'start':
      await api.calls.startProxy({});
      break;
    case 'stop':
      await api.calls.stopProxy({});
      break;
    case 'copy-address':
      await copy(state().proxy.baseUrl);
      break;
    case 'copy-key':
      await copy((await api.calls.revealLocalKey({})).key);
      break;
    case 'copy-export':
      await copyExport(options);
      break;
    case 'start-at-login':
      await api.calls.setStartAtLogin({ on: action.on });
      break;
    case 'use-port':
      await takePort(action.port, api);
      break;
    case 'open':
      open(action.page);
      break;
    case 'quit':
      quit();
      break;
  }
}

async function takePort(port: number, { calls }: Api): Promise<void> {
  const { proxy } = await calls.updateSettings({ proxy: { port } });
  if (proxy.status === 'stopped' || proxy.status === 'error') await calls.startProxy({});
}

/** The configuration as it was chosen last; before the first time its page is opened, where it can be chosen. */
async function copyExport({ api, state, copy, open, notifier }: TrayActionOptions): Promise<void> {
  const last = await api.calls.lastExport({});
  if (last === null) {
    open('dbgpt');
    return;
  }
  const { text } = await api.calls.renderExport({ ...choiceIn(last), withServerKey: false, reveal: true });
  await copy(text);
  notifier.tell(createTranslate(state().locale)('dbgptPage.tray.copied'), () => open('dbgpt'));
}

function choiceIn({
  place: _place,
  folder: _folder,
  file: _file,
  ...choice
}: KeptExport): Omit<KeptExport, 'place' | 'folder' | 'file'> {
  return choice;
}
