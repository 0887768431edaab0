import { expect, test } from 'vitest';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { madeSchema } from '../../../main/dbgpt/files/journal.ts';
import { buildMade, changedParts, factsAsMade, partsOf } from '../../../main/dbgpt/sync/made.ts';
import type { ExportChoice, ExportPart, ExportTarget } from '../../../shared/exports.ts';
import { activeFacts, bareFacts, fullFacts, modelOf, pinnedAs, pinnedTo, withKey } from '../facts.ts';

const choiceOf = (target: ExportTarget, more: Partial<ExportChoice> = {}): ExportChoice => ({
  for: target,
  models: ['active'],
  withServerKey: false,
  ...more,
});

/** What changes in a file that was made of `before`, now that `after` is true. */
function changes(before: ExportFacts, after: ExportFacts, target: ExportTarget = '0.6'): ExportPart[] {
  const made = buildMade(choiceOf(target), before);
  return changedParts(made.parts, partsOf(factsAsMade(after, made), target));
}
const activeWith = (context: number | null): ExportFacts => ({
  ...bareFacts,
  models: [modelOf('active', { context })],
  agentContext: context,
});
const pinnedWith = (context: number | null): ExportFacts => pinnedTo('ollama/a', activeWith(context));

test.each<[string, ExportFacts, ExportFacts, ExportPart[]]>([
  ['nothing', activeFacts, activeFacts, []],
  ['another key', activeFacts, withKey('sk-another'), ['key']],
  ['another language', activeFacts, { ...activeFacts, locale: 'zh-CN' }, []],
  [
    'the model behind the alias',
    activeFacts,
    { ...activeFacts, models: [modelOf('active', { displayName: 'other', context: 16_384 })] },
    [],
  ],
  ['more context behind an alias', activeWith(8192), activeWith(32_768), []],
  ['less context behind an alias', activeWith(8192), activeWith(4096), ['context']],
  ['a model behind an alias that is not loaded', activeWith(8192), activeWith(null), []],
  ['more context of a pinned model', pinnedWith(8192), pinnedWith(32_768), ['context']],
  ['a pinned model that is not loaded', pinnedWith(8192), pinnedWith(null), []],
  ['a context that the file does not name', activeWith(null), activeWith(4096), []],
  [
    'another embedding model',
    activeFacts,
    { ...activeFacts, embedding: pinnedAs('ollama/other') },
    ['models'],
  ],
])('%s', (_name, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test('another address', () => {
  const moved = activeFacts.models.map((model) => ({ ...model, baseUrl: 'http://127.0.0.1:9100/v1' }));
  const embedding = pinnedAs('ollama/bge-m3:latest', { baseUrl: 'http://127.0.0.1:9100/v1' });
  expect(changes(activeFacts, { ...activeFacts, models: moved, embedding })).toEqual(['address']);
});

test('what a target does not read makes no file out of date', () => {
  const other = fullFacts.models.map((model) =>
    model.name === 'coder' ? { ...model, context: 1024 } : model,
  );
  const after = { ...fullFacts, models: other };
  expect(changes(fullFacts, after, '0.6')).toEqual([]);
  expect(changes(fullFacts, after, '0.7')).toEqual(['context']);
  expect(changes(activeWith(8192), activeWith(1024), 'stock-env')).toEqual([]);
});

test('a choice is kept with what was left to ModelTray, without a key, and as it is stored', () => {
  const made = buildMade(choiceOf('0.7', { agentContext: 4096 }), fullFacts);
  expect(made.choice).toMatchObject({
    models: ['active', 'coder', 'lm-studio/qwen@q4_k_m'],
    defaultModel: 'active',
    embedding: 'ollama/bge-m3:latest',
    rerank: 'llama/bge-reranker-v2-m3',
    variant: 'local',
    agentContext: 4096,
  });
  expect(JSON.stringify(made)).not.toContain('sk-');
  expect(madeSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
});
