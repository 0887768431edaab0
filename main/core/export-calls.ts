/** Exports for DB-GPT, from what is true now. */
import type { Api } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { saveExport } from '../dbgpt/save.ts';
import { renderExport } from '../dbgpt/targets/render-export.ts';
import { quoted } from '../dbgpt/targets/stock-env.ts';
import { exportFacts } from './export-facts.ts';
import type { CoreParts } from './parts.ts';

type ExportCalls = Pick<Api['calls'], 'renderExport' | 'saveExport' | 'copyCurl'>;

export function createExportCalls(parts: CoreParts): ExportCalls {
  const { localKeys, runner } = parts;
  return {
    async renderExport({ for: target, reveal, ...choice }) {
      if (reveal) await localKeys.ensureSaved();
      const facts = await exportFacts(parts, choice, choice.variant ?? 'local');
      return renderExport(facts, target, { reveal });
    },
    async saveExport({ for: target, folder, allowDemo, ...choice }) {
      // First of all: it may find that another process has made the key in the meantime.
      await localKeys.ensureSaved();
      const facts = await exportFacts(parts, choice, choice.variant ?? 'local');
      if (facts.isDemo && !allowDemo) {
        throw new ModelTrayError('no_real_model', message('error.no_real_model'));
      }
      const { fileName, text } = renderExport(facts, target, { reveal: true });
      return saveExport({ folder, fileName, text });
    },
    async copyCurl({ withKey }) {
      if (withKey) await localKeys.ensureSaved();
      const key = withKey ? ` -H ${quoted(`Authorization: Bearer ${localKeys.key()}`)}` : '';
      const body = JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hello' }] });
      const url = `${runner.state().baseUrl}/chat/completions`;
      return { text: `curl ${url} -H 'Content-Type: application/json'${key} -d ${quoted(body)}` };
    },
  };
}
