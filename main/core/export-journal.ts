/** The list of what we wrote into DB-GPT's files, `exports.json` in the data folder. Read when it is first needed. */
import { z } from 'zod';
import { message } from '../../shared/i18n/index.ts';
import type { Journal, WrittenFile } from '../dbgpt/files/journal.ts';
import { writtenFileSchema } from '../dbgpt/files/journal.ts';
import { createPrivateJson } from '../settings/private-json.ts';
import type { Notices } from './notices.ts';

export const exportsFileName = 'exports.json';

const journalSchema = z.strictObject({ exports: z.array(writtenFileSchema) });

export interface JournalOptions {
  dataDir: string;
  now: () => number;
  notices: Notices;
}

export function createExportJournal({ dataDir, now, notices }: JournalOptions): Journal {
  const file = createPrivateJson(dataDir, exportsFileName, journalSchema, now);
  let kept: readonly WrittenFile[] | null = null;
  const load = (): readonly WrittenFile[] => {
    const { content, broken } = file.read();
    if (broken !== null) {
      const text = message('export.notice.journalBroken', { file: broken.keptAs });
      notices.say({ id: 'exports-broken', level: 'warning', text, actions: [], canDismiss: true });
    }
    return content?.exports ?? [];
  };
  return {
    entries: () => (kept ??= load()),
    async save(entries) {
      await file.write({ exports: [...entries] });
      kept = entries;
    },
  };
}
