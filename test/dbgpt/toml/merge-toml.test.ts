import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { mergeToml } from '../../../main/dbgpt/toml/merge-toml.ts';
import type { TomlPart } from '../../../main/dbgpt/toml/merge-toml.ts';
import { generateToml } from '../../support/generated.ts';
import { createSeeded } from '../../support/seeded.ts';
import { hasTomllib, readAllToml } from '../../support/tomllib.ts';

const models: TomlPart = {
  kind: 'table',
  path: ['models'],
  lines: [{ key: 'default_llm', value: 'modeltray' }],
};
const entry = (name: string, backend: string): TomlPart => ({
  kind: 'entry',
  path: ['models', 'llms'],
  name,
  lines: [
    { key: 'name', value: name },
    { key: 'backend', value: backend, comment: 'what answers' },
    { key: 'context_length', value: 8192 },
  ],
});
const parts = [models, entry('modeltray', 'active')];

function merged(text: string, what: readonly TomlPart[] = parts): string {
  const result = mergeToml(text, what);
  if (!result.ok) throw new Error(`${result.problem} ${result.said}`);
  return result.text;
}

test('our entry goes behind the others, and nothing else moves', () => {
  const before = [
    '# mine',
    '[models]',
    'default_llm = "gpt-4o" # the big one',
    '',
    '[[models.llms]]',
    'name = "gpt-4o"   # keep',
    'provider = "proxy/openai"',
    '',
    '# about embeddings',
    '[[models.embeddings]]',
    'name = "bge"',
    '',
  ].join('\n');
  expect(merged(before)).toBe(
    [
      '# mine',
      '[models]',
      'default_llm = "modeltray" # the big one',
      '',
      '[[models.llms]]',
      'name = "gpt-4o"   # keep',
      'provider = "proxy/openai"',
      '',
      '[[models.llms]]',
      'name = "modeltray"',
      '# what answers',
      'backend = "active"',
      'context_length = 8192',
      '',
      '# about embeddings',
      '[[models.embeddings]]',
      'name = "bge"',
      '',
    ].join('\n'),
  );
});

test('an entry of ours changes in place and keeps what its user added', () => {
  const before =
    '[[models.llms]]\nname = \'modeltray\'\nreasoning_model = true # mine\nbackend = "old"\n[system]\nlanguage = "en"\n';
  expect(merged(before)).toBe(
    '[[models.llms]]\nname = \'modeltray\'\nreasoning_model = true # mine\nbackend = "active"\ncontext_length = 8192\n[system]\nlanguage = "en"\n\n[models]\ndefault_llm = "modeltray"\n',
  );
});

test('an empty file becomes ours, a file without a line end at its end gets one', () => {
  expect(parse(merged(''))).toEqual(parse(merged('', parts)));
  expect(merged('[system]\nlanguage = "en"')).toMatch(/^\[system\]\nlanguage = "en"\n\n\[models\]\n/);
});

test.each([
  ['models = { default_llm = "x" }\n', 'shape'],
  ['[models]\nllms = [{ name = "x" }]\n', 'shape'],
  ['models = 3\n', 'shape'],
  ['[models\n', 'syntax'],
])('%j is refused: %s', (text, problem) => {
  expect(mergeToml(text, parts)).toMatchObject({ ok: false, problem });
});

test.each(['a"b', 'back\\slash', '模型:7b', 'x@q4_k_m', '#', '$HOME', "it's", 'tab\there'])(
  'the hostile name %j is read back',
  (backend) => {
    const text = merged('', [entry('modeltray', backend)]);
    expect(parse(text)).toMatchObject({ models: { llms: [{ backend }] } });
  },
);

test('generated files: every line that is not ours stays in its order, and again changes nothing', () => {
  const random = createSeeded(11);
  const texts: string[] = [];
  for (let n = 0; n < 500; n += 1) {
    const before = generateToml(random);
    const lineEnd = before.includes('\r\n') ? '\r\n' : '\n';
    const after = merged(before);
    expect(merged(after)).toBe(after);
    texts.push(after.replace('\uFEFF', ''));
    const isOurs = (line: string): boolean => /^(default_llm|backend) =/.test(line);
    const kept = before.split(lineEnd).filter((line) => line !== '' && !isOurs(line));
    const lines = after.split(lineEnd);
    let at = 0;
    for (const line of kept) {
      at = lines.indexOf(line, at) + 1;
      expect(at, `${line} in ${after}`).toBeGreaterThan(0);
    }
  }
  if (hasTomllib)
    for (const read of readAllToml(texts))
      expect(read).toMatchObject({ models: { default_llm: 'modeltray' } });
});

test('an entry with tables inside it keeps them', () => {
  const before = '[[models.llms]]\nname = "deep"\n[models.llms.extra]\nmine = 1\n';
  expect(parse(merged(before))).toMatchObject({
    models: { llms: [{ name: 'deep', extra: { mine: 1 } }, { name: 'modeltray' }] },
  });
});
