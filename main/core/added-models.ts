/** The models that we added to DB-GPT through its API, `dbgpt-models.json` in the data folder. Holds no key. */
import { z } from 'zod';
import { message } from '../../shared/i18n/index.ts';
import type { AddedModels } from '../dbgpt/api/change-models.ts';
import type { AddedRecord } from '../dbgpt/api/plan-models.ts';
import { createPrivateJson } from '../settings/private-json.ts';
import type { JournalOptions } from './export-journal.ts';

export const addedModelsFileName = 'dbgpt-models.json';

const recordSchema = z.strictObject({
  added: z.array(
    z.strictObject({
      port: z.int(),
      name: z.string().min(1),
      model: z.string().min(1),
      addedAt: z.number(),
      fingerprint: z.string(),
    }),
  ),
});

/** Read when it is first needed. */
export function createAddedModels({ dataDir, now, notices }: JournalOptions): AddedModels {
  const file = createPrivateJson(dataDir, addedModelsFileName, recordSchema, now);
  let kept: readonly AddedRecord[] | null = null;
  const load = (): readonly AddedRecord[] => {
    const { content, broken } = file.read();
    if (broken !== null) {
      const text = message('sync.notice.recordBroken', { file: broken.keptAs });
      notices.say({ id: 'dbgpt-models-broken', level: 'warning', text, actions: [], canDismiss: true });
    }
    return content?.added ?? [];
  };
  return {
    entries: () => (kept ??= load()),
    async save(entries) {
      await file.write({ added: [...entries] });
      kept = entries;
    },
  };
}
