/** Configuration files as people may have written them, made from chance that is the same in every run. */
import type { Seeded } from './seeded.ts';

/** A `.env` with some of `keys` and others, in every way of writing that python-dotenv reads, and some that it does not. */
export function generateEnv({ pick, chance }: Seeded, keys: readonly string[]): string {
  const names = [...keys, 'OTHER', 'LLM_MODEL_PATH', 'proxy_api_key', "'QUOTED'"];
  const values = [
    '',
    'x',
    '"a b"',
    "'q # r'",
    'v # note',
    '"multi\nline"',
    '{your-sk}',
    '模型',
    'a=b',
    '# note',
    "'",
  ];
  const lineEnd = pick(['\n', '\r\n']);
  const lines = Array.from({ length: pick([0, 1, 3, 8]) }, () => {
    const line = `${pick(['', 'export ', '  ', '#', '# '])}${pick(names)}${pick(['=', ' = '])}${pick(values)}`;
    return pick([line, line, line, '', '# a comment']);
  });
  return `${chance() < 0.2 ? '\uFEFF' : ''}${lines.join(lineEnd)}${lines.length > 0 ? pick(['', lineEnd]) : ''}`;
}

const blocks = [
  '[system]\nlanguage = "${env:DBGPT_LANG:-en}"\napi_keys = []\n',
  '# [models] in a comment\n',
  '[service.web]\nhost = "0.0.0.0" # [x]\nlist = [\n  1, # one\n  2,\n]\n',
  '[rag.storage.vector]\ntext = """\n[[models.llms]]\nname = "modeltray"\n"""\n',
  '[[models.llms]]\nname = \'other\'\nbackend = "x"\n\n# trailing\n',
  '[[models.llms]]\nname = "deep"\n[models.llms.extra]\nmine = 1\n',
  '[[models.llms]]\nname = "modeltray"\nbackend = "was"\nmine = 1\n',
  '[[models.rerankers]]\nname = "r"\n',
  '[models]\ndefault_llm = "other"\ndefault_embedding = "e"\n',
  '["quoted"."table name"]\n\'key\' = 1979-05-27T07:32:00Z\n',
];

/** A TOML of some of these blocks, each at most once, in any order. */
export function generateToml({ pick, chance }: Seeded): string {
  const lineEnd = pick(['\n', '\r\n']);
  const chosen = blocks
    .filter(() => chance() < 0.5)
    .map((block) => ({ block, at: chance() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ block }) => block);
  const text = chosen.join('\n').replaceAll('\n', lineEnd);
  return `${chance() < 0.1 ? '\uFEFF' : ''}${chance() < 0.2 ? text.trimEnd() : text}`;
}
