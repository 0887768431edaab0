import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { mergeToml } from '../../../main/dbgpt/toml/merge-toml.ts';
import type { TomlPart } from '../../../main/dbgpt/toml/merge-toml.ts';
import { createSeeded } from '../../support/seeded.ts';

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
  const { pick } = createSeeded(11);
  const blocks = [
    '[system]\nlanguage = "${env:DBGPT_LANG:-en}"\napi_keys = []\n',
    '# [models] in a comment\n',
    '[service.web]\nhost = "0.0.0.0" # [x]\nlist = [\n  1, # one\n  2,\n]\n',
    '[rag.storage.vector]\ntext = """\n[[models.llms]]\nname = "modeltray"\n"""\n',
    '[[models.llms]]\nname = \'other\'\nbackend = "x"\n\n# trailing\n',
    '[[models.llms]]\nname = "modeltray"\nbackend = "was"\nmine = 1\n',
    '[[models.rerankers]]\nname = "r"\n',
    '[models]\ndefault_llm = "other"\ndefault_embedding = "e"\n',
  ];
  for (let n = 0; n < 500; n += 1) {
    const lineEnd = pick(['\n', '\r\n']);
    const chosen = blocks.filter(() => pick([true, false])).toSorted(() => pick([-1, 1]));
    const before = chosen.join('\n').replaceAll('\n', lineEnd);
    const after = merged(before);
    expect(merged(after)).toBe(after);
    const isOurs = (line: string): boolean => /^(default_llm|backend) =/.test(line);
    const kept = before.split(lineEnd).filter((line) => line !== '' && !isOurs(line));
    const lines = after.split(lineEnd);
    let at = 0;
    for (const line of kept) {
      at = lines.indexOf(line, at) + 1;
      expect(at, `${line} in ${after}`).toBeGreaterThan(0);
    }
  }
});
