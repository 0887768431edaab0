/** What was chosen last on the DB-GPT page, `last-export.json` in the data folder. Read when it is first needed. */
import type { Api } from '../../shared/api.ts';
import { keptExport } from '../../shared/exports.ts';
import type { KeptExport } from '../../shared/exports.ts';
import { createPrivateJson } from '../settings/private-json.ts';
import { createTurns } from '../settings/in-turn.ts';
import type { CoreParts } from './parts.ts';

export const lastExportFileName = 'last-export.json';

export function createLastExport({
  ports,
}: Pick<CoreParts, 'ports'>): Pick<Api['calls'], 'lastExport' | 'keepExport'> {
  const { dataDir, clock, log } = ports;
  const file = createPrivateJson(dataDir, lastExportFileName, keptExport, () => clock.now());
  const inTurn = createTurns();
  let kept: KeptExport | null | undefined;
  const load = (): KeptExport | null => {
    const { content, broken } = file.read();
    // Nothing is lost by it that a few clicks do not bring back.
    if (broken !== null) log.warn('the last export cannot be read', { keptAs: broken.keptAs });
    return content;
  };
  const last = (): KeptExport | null => (kept ??= load());
  return {
    lastExport: () => inTurn(() => Promise.resolve(last())),
    keepExport: (choice) =>
      inTurn(async () => {
        if (JSON.stringify(last()) === JSON.stringify(choice)) return null;
        await file.write(choice);
        kept = choice;
        return null;
      }),
  };
}
