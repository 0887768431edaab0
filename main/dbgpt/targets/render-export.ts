import type { ExportReport, ExportTarget } from '../../../shared/exports.ts';
import { withMaskedKeys, defaultModelOf } from '../facts.ts';
import type { ExportFacts } from '../facts.ts';
import { curlFor } from './addresses.ts';
import { notesFor, warningsFor } from './advice.ts';
import { checkValues } from './check-values.ts';
import { renderEnv } from './env-lines.ts';
import { composeSnippets, startCommands } from './how-to-start.ts';
import type { StartPlace } from './how-to-start.ts';
import { renderToml } from './render-toml.ts';
import { renderEnvFile, renderShell } from './stock-env.ts';

/** The name that an export's file has where nobody chose one. */
export function fileNameOf(target: ExportTarget, { variant }: Pick<ExportFacts, 'variant'>): string {
  if (target === '0.6') return '.env';
  if (target === 'stock-env') return variant === 'docker' ? 'modeltray.env' : 'modeltray.env.sh';
  return 'modeltray.toml';
}

/** The whole text of a file that holds nothing else. */
export function renderText(facts: ExportFacts, target: ExportTarget): string {
  switch (target) {
    case '0.6':
      return renderEnv(facts);
    case '0.7':
    case '0.8':
      return renderToml(facts, target);
    case 'stock-env':
      return facts.variant === 'docker' ? renderEnvFile(facts) : renderShell(facts);
  }
}

/** All that goes with a file, wherever it lies. `isWritten`: ModelTray itself puts it there. */
export function adviceFor(
  facts: ExportFacts,
  target: ExportTarget,
  place: StartPlace,
  isWritten: boolean,
): Omit<ExportReport, 'fileName' | 'text' | 'isMasked'> {
  const { variant, isDemo } = facts;
  return {
    for: target,
    variant,
    commands: startCommands(target, facts, place),
    snippets: composeSnippets(target, facts, place),
    tryIt: variant === 'wsl' ? curlFor(defaultModelOf(facts).baseUrl) : null,
    warnings: warningsFor(facts, target),
    notes: notesFor(facts, target, isWritten),
    isDemo,
  };
}

/**
 * A configuration for DB-GPT as text, with what its user should know. The key is masked unless `reveal`.
 * @throws ModelTrayError `bad_input` where a key or a model's name cannot stand in the file, masked or not
 */
export function renderExport(
  facts: ExportFacts,
  target: ExportTarget,
  { reveal }: { reveal: boolean },
): ExportReport {
  checkValues(facts, target);
  const fileName = fileNameOf(target, facts);
  const isProfile = target === '0.8' && facts.variant !== 'docker';
  return {
    ...adviceFor(facts, target, { path: fileName, isProfile }, false),
    fileName,
    text: renderText(reveal ? facts : withMaskedKeys(facts), target),
    isMasked: !reveal,
  };
}
