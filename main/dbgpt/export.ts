import type { ExportReport, ExportTarget } from '../../shared/api.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { checkValues } from './check-values.ts';
import { isPinned } from './facts.ts';
import type { ExportFacts } from './facts.ts';
import { renderEnv } from './render-env.ts';
import { nameableEmbedding, renderTomlEnv } from './render-toml-env.ts';
import { renderToml } from './render-toml.ts';

/** Stands where the key would. Nobody can take it for one, and it tells nothing of the key, not even its length. */
export const maskedKey = 'sk-••••••••';

interface TargetProfile {
  fileName: string;
  render: (facts: ExportFacts) => string;
  commands: string[];
}

const startStock = 'uv run dbgpt start webserver --config configs/dbgpt-proxy-openai.toml';
const profiles: Record<ExportTarget, TargetProfile> = {
  env: { fileName: '.env', render: renderEnv, commands: [] },
  toml: { fileName: 'modeltray.toml', render: renderToml, commands: [startStock] },
  'toml-env': {
    fileName: 'modeltray.env.sh',
    render: renderTomlEnv,
    commands: ['. ./modeltray.env.sh', startStock],
  },
};

/**
 * A configuration for DB-GPT with what its user should know. The key is masked unless `reveal`.
 * @throws ModelTrayError `bad_input` where the key or a model's name cannot stand in the file, masked or not
 */
export function renderExport(
  facts: ExportFacts,
  target: ExportTarget,
  { reveal }: { reveal: boolean },
): ExportReport {
  checkValues(facts, target);
  const { fileName, render, commands } = profiles[target];
  return {
    target,
    fileName,
    text: render(reveal ? facts : { ...facts, key: maskedKey }),
    commands,
    warnings: warningsFor(facts, target),
    notes: notesFor(facts, target),
    isMasked: !reveal,
    isDemo: facts.isDemo,
  };
}

function warningsFor(facts: ExportFacts, target: ExportTarget): Message[] {
  const warnings: Message[] = [];
  if (facts.isDemo) warnings.push(message('export.warning.demo'));
  warnings.push(message(target === 'env' ? 'export.warning.oldOnly' : 'export.warning.envIgnored'));
  const { embedding } = facts;
  if (embedding === null) {
    if (target === 'toml-env') warnings.push(message('export.warning.embeddingOpenai'));
    return warnings;
  }
  const model = embedding.qualifiedId;
  const isNamed = target !== 'toml-env' || nameableEmbedding(facts) !== null;
  warnings.push(
    isNamed
      ? message('export.warning.embeddingPinned', { model })
      : message('export.warning.embeddingName', { model }),
  );
  return warnings;
}

function notesFor(facts: ExportFacts, target: ExportTarget): Message[] {
  const { model } = facts;
  return [
    ...howToNotes(facts, target),
    message('export.note.restart'),
    isPinned(facts) ? message('export.note.pinned', { model: model.name }) : message('export.note.active'),
    ...contextNotes(facts, target),
    message('export.note.key'),
    message('export.note.docker'),
  ];
}

function howToNotes({ embedding }: ExportFacts, target: ExportTarget): Message[] {
  switch (target) {
    case 'env':
      return [
        message('export.note.merge'),
        ...(embedding === null ? [message('export.note.noEmbedding')] : []),
        message('export.note.httpProxy'),
      ];
    case 'toml':
      return embedding === null
        ? [message('export.note.tables'), message('export.note.tables.noEmbedding')]
        : [message('export.note.tables.embedding')];
    case 'toml-env':
      return [message('export.note.shell')];
  }
}

/** A pinned model keeps its size, and the environment carries none. */
function contextNotes(facts: ExportFacts, target: ExportTarget): Message[] {
  const { name, displayName, context } = facts.model;
  if (context === null || isPinned(facts) || target === 'toml-env') return [];
  return [message('export.note.context', { model: displayName ?? name })];
}
