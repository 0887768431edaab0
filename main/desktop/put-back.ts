/** The offer on the way out: to give DB-GPT's files back. Never holds up the process, which still answers requests. */
import { dialog } from 'electron';
import type { Api } from '../../shared/api.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import { createTranslate, renderMessage } from '../../shared/i18n/index.ts';
import type { UndoReport } from '../../shared/exports.ts';
import type { WindowMemoryFile } from './window-memory.ts';

export interface PutBackOptions {
  calls: Pick<Api['calls'], 'listExports' | 'undoExport'>;
  locale: () => Locale;
  memory: Pick<WindowMemoryFile, 'get' | 'update'>;
}

/** A box lists this many files at most. */
const maxListed = 8;
const answers = { back: 0, keep: 1, cancel: 2 } as const;

/**
 * Asks whether what ModelTray wrote is to be given back; once for the same files, if they are to stay. Resolves to
 * whether to quit.
 */
export function createPutBackOffer({ calls, locale, memory }: PutBackOptions): () => Promise<boolean> {
  return async () => {
    const { exports } = await calls.listExports({});
    const paths = exports.map(({ path }) => path).toSorted();
    const isKept = JSON.stringify(paths) === JSON.stringify(memory.get().keptExports);
    if (paths.length === 0 || isKept) return true;
    const t = createTranslate(locale());
    const answer = await askAbout(paths, t);
    if (answer === answers.keep) memory.update({ keptExports: paths });
    if (answer !== answers.back) return answer === answers.keep;
    return tellKept(await calls.undoExport({ all: true, force: false }), locale(), t);
  };
}

async function askAbout(paths: readonly string[], t: Translate): Promise<number> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'ModelTray',
    message: t('dbgptPage.quit.title'),
    detail: t('dbgptPage.quit.text', { files: listed(paths, t) }),
    buttons: [t('dbgptPage.quit.back'), t('dbgptPage.quit.keep'), t('window.cancel')],
    defaultId: answers.back,
    cancelId: answers.cancel,
    noLink: true,
  });
  return response;
}

/** What could not be given back is said before the app is gone. Resolves to whether to quit all the same. */
async function tellKept({ kept }: UndoReport, locale: Locale, t: Translate): Promise<boolean> {
  if (kept.length === 0) return true;
  const reasons = kept.map(({ path, reason }) => `${path}: ${renderMessage(locale, reason)}`);
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'ModelTray',
    message: t('dbgptPage.quit.failed'),
    detail: listed(reasons, t),
    buttons: [t('dbgptPage.quit.keep'), t('window.cancel')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

function listed(lines: readonly string[], t: Translate): string {
  const more = lines.length - maxListed;
  const rest = more > 0 ? [t('dbgptPage.quit.more', { count: more })] : [];
  return [...lines.slice(0, maxListed), ...rest].join('\n');
}
