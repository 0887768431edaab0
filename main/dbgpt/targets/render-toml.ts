import type { ExportTarget } from '../../../shared/exports.ts';
import type { ExportFacts } from '../facts.ts';
import { mergeToml } from '../toml/merge-toml.ts';
import { tomlValue } from '../toml/toml-value.ts';
import { tomlParts } from './toml-parts.ts';
import { createWords } from './words.ts';

/**
 * A whole configuration that DB-GPT 0.7 and newer starts with: its own database and vector store beside our tables.
 * @throws RangeError never for facts that passed `checkValues`
 */
export function renderToml(facts: ExportFacts, target: ExportTarget): string {
  const merged = mergeToml(`${skeleton(facts).join('\n')}\n`, tomlParts(facts, target));
  if (!merged.ok) throw new RangeError(`the export is no TOML: ${merged.said}`);
  return merged.text;
}

/** What DB-GPT's own samples have; a container listens for the host, and has its folders under `/app`. */
function skeleton({ locale, variant }: ExportFacts): string[] {
  const { t } = createWords({ locale, variant });
  const isDocker = variant === 'docker';
  const language = locale === 'zh-CN' ? 'zh' : 'en';
  return [
    `# ${t('export.comment.toml.title')}`,
    '',
    '[system]',
    `language = ${tomlValue(`\${env:DBGPT_LANG:-${language}}`)}`,
    '',
    '[service.web]',
    ...(isDocker ? [] : [`# ${t('export.comment.host')}`]),
    `host = ${tomlValue(isDocker ? '0.0.0.0' : '127.0.0.1')}`,
    'port = 5670',
    '',
    '[service.web.database]',
    'type = "sqlite"',
    `path = ${tomlValue(isDocker ? '/app/pilot/message/dbgpt.db' : 'pilot/meta_data/dbgpt.db')}`,
    '',
    '[rag.storage.vector]',
    'type = "chroma"',
    `persist_path = ${tomlValue(isDocker ? '/app/pilot/data' : 'pilot/data')}`,
  ];
}
