import { expect, test } from 'vitest';
import { maskedKey, renderExport } from '../../main/dbgpt/export.ts';
import type { ExportFacts } from '../../main/dbgpt/facts.ts';
import { exportTargets } from '../../shared/api.ts';
import type { ExportTarget } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { locales, renderMessage } from '../../shared/i18n/index.ts';
import { activeFacts, bareFacts, pinnedTo } from './facts.ts';

const keysOf = (facts: ExportFacts, target: ExportTarget): { warnings: string[]; notes: string[] } => {
  const { warnings, notes } = renderExport(facts, target, { reveal: false });
  return { warnings: warnings.map(({ key }) => key), notes: notes.map(({ key }) => key) };
};

function refusal(facts: ExportFacts, target: ExportTarget, reveal = true): string | null {
  try {
    renderExport(facts, target, { reveal });
    return null;
  } catch (error) {
    if (!(error instanceof ModelTrayError)) throw error;
    expect(error.code).toBe('bad_input');
    return renderMessage('en', error.userMessage);
  }
}

test.each(exportTargets)('%s: the key is there when asked for and nowhere otherwise', (target) => {
  const masked = renderExport(activeFacts, target, { reveal: false });
  expect(JSON.stringify(masked)).not.toContain(activeFacts.key);
  expect(masked.text).toContain(maskedKey);
  expect(masked.isMasked).toBe(true);

  const clear = renderExport(activeFacts, target, { reveal: true });
  expect(clear.text).toContain(activeFacts.key);
  expect(clear.text).not.toContain('•');
  expect(clear.text).toBe(masked.text.replaceAll(maskedKey, activeFacts.key));
  expect(clear.isMasked).toBe(false);
});

test('file names and commands', () => {
  const reports = exportTargets.map((target) => renderExport(activeFacts, target, { reveal: false }));
  expect(reports.map(({ fileName }) => fileName)).toEqual(['.env', 'modeltray.toml', 'modeltray.env.sh']);
  const start = 'uv run dbgpt start webserver --config configs/dbgpt-proxy-openai.toml';
  expect(reports.map(({ commands }) => commands)).toEqual([[], [start], ['. ./modeltray.env.sh', start]]);
});

test.each(exportTargets)('%s: the demo is said, and only then', (target) => {
  const demo = renderExport({ ...bareFacts, isDemo: true }, target, { reveal: false });
  expect(demo.isDemo).toBe(true);
  expect(renderMessage('en', demo.warnings[0] ?? { key: 'app.name' })).toBe(
    'No real model yet: DB-GPT would get demo answers.',
  );
  expect(keysOf(bareFacts, target).warnings).not.toContain('export.warning.demo');
});

test('each target says what the other versions do with it', () => {
  expect(keysOf(activeFacts, 'env').warnings).toContain('export.warning.oldOnly');
  expect(keysOf(activeFacts, 'toml').warnings).toContain('export.warning.envIgnored');
  expect(keysOf(activeFacts, 'toml-env').warnings).toContain('export.warning.envIgnored');
});

test('embeddings: pinned is said, and none at all means something else for each target', () => {
  expect(keysOf(activeFacts, 'env').warnings).toContain('export.warning.embeddingPinned');
  expect(keysOf(bareFacts, 'env').notes).toContain('export.note.noEmbedding');
  expect(keysOf(bareFacts, 'toml').notes).toContain('export.note.tables.noEmbedding');
  expect(keysOf(bareFacts, 'toml-env').warnings).toContain('export.warning.embeddingOpenai');
});

test.each(exportTargets)('%s: restart once, then active needs nothing and a pinned model stays', (target) => {
  expect(keysOf(activeFacts, target).notes).toEqual(
    expect.arrayContaining(['export.note.restart', 'export.note.active', 'export.note.key']),
  );
  const pinned = keysOf(pinnedTo('ollama/qwen3:8b'), target).notes;
  expect(pinned).toContain('export.note.pinned');
  expect(pinned).not.toContain('export.note.active');
  expect(pinned).not.toContain('export.note.context');
});

test.each(exportTargets)('%s: every message is whole in every language, and said once', (target) => {
  for (const facts of [activeFacts, bareFacts, pinnedTo('ollama/qwen3:8b')]) {
    const { warnings, notes } = renderExport(facts, target, { reveal: false });
    const said = [...warnings, ...notes];
    expect(new Set(said.map(({ key }) => key)).size).toBe(said.length);
    for (const locale of locales)
      for (const text of said.map((one) => renderMessage(locale, one))) expect(text).not.toMatch(/\{\w+\}/);
  }
});

const bad: [ExportTarget, string, string][] = [
  ['env', 'a$b', 'The key contains $,'],
  ['env', 'a #b', 'The key contains #,'],
  ['env', 'a#b', 'The key contains #,'],
  ['env', '"quoted"', 'The key contains ",'],
  ['env', "it's", "The key contains ',"],
  ['env', '`x`', 'The key contains `,'],
  ['env', ' x', 'The key contains a space at its beginning or end,'],
  ['env', 'x\ny', 'The key contains a control character or a line break,'],
  ['toml', 'x\ny', 'The key contains a control character or a line break,'],
  ['toml', '${env:HOME}', 'The key contains ${env:,'],
  ['toml-env', 'x${env:A:-b}', 'The key contains ${env:,'],
  ['toml-env', 'x\u0000', 'The key contains a control character or a line break,'],
  ['env', '密钥', 'DB-GPT can send a key only if'],
  ['toml', '密钥', 'DB-GPT can send a key only if'],
  ['toml-env', 'clé', 'DB-GPT can send a key only if'],
];

test.each(bad)('%s refuses the key %j, masked or not, and says what to do', (target, key, start) => {
  const facts = { ...activeFacts, key };
  expect(refusal(facts, target)?.startsWith(start)).toBe(true);
  expect(refusal(facts, target)).toMatch(/[Cc]hoose a(nother)? key/);
  expect(refusal(facts, target, false)).toBe(refusal(facts, target));
});

test('model names that a file would change are refused, the embedding one too', () => {
  expect(refusal(pinnedTo('a#b'), 'env')).toContain('The model name a#b contains #,');
  expect(refusal(pinnedTo('a#b'), 'toml')).toBeNull();
  expect(refusal(pinnedTo('${env:X}'), 'toml')).toContain('${env:');
  expect(refusal(pinnedTo('a\ud800'), 'toml')).toContain('a broken character');
  expect(refusal({ ...activeFacts, embedding: { qualifiedId: 'x\ty' } }, 'env')).toContain('control');
});
