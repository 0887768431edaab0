import { expect, test } from 'vitest';
import { alignColumns } from '../../main/cli/columns.ts';
import type { Cell, Row } from '../../scripts/test-real/steps.mjs';
import { countFailures, renderMarkdown, renderTable } from '../../scripts/test-real/table.mjs';
import { wordsFor } from '../../scripts/test-real/words.mjs';

const none: Cell = { status: 'none', said: '' };
const ok: Cell = { status: 'ok', said: '' };

function row(change: Partial<Row> = {}, cells: Partial<Row['cells']> = {}): Row {
  const all = { list: ok, chat: ok, stream: ok, abort: ok, discovery: none, quick: ok, full: none };
  return {
    address: 'http://a',
    software: 'vLLM',
    model: 'm',
    report: null,
    ...change,
    cells: { ...all, ...cells },
  };
}

const steps = ['list', 'chat', 'quick'] as const;

test('one line per server, one column per step; what failed is told below', () => {
  const rows = [
    row({}, { list: { status: 'ok', said: 'models: 2' } }),
    row(
      { address: 'http://b', software: '', model: '' },
      { list: { status: 'no', said: 'HTTP 500' }, chat: none },
    ),
  ];
  const result = { rows, steps, words: wordsFor('en') };
  expect(renderTable(result, alignColumns)).toEqual([
    'server    software  model  model list     chat  quick check',
    'http://a  vLLM      m      ok: models: 2  ok    ok',
    'http://b  –         –      no             –     ok',
    '',
    'What was said:',
    '  http://b  model list: HTTP 500',
    '',
    'Not everything passed (steps: 1).',
  ]);
  expect(countFailures(result)).toBe(1);
});

test('columns line up in 简体中文 too', () => {
  const result = { rows: [row()], steps, words: wordsFor('zh-CN') };
  expect(renderTable(result, alignColumns)).toEqual([
    '模型服务  软件  模型  模型列表  对话  快速验证',
    'http://a  vLLM  m     通过      通过  通过',
    '',
    '全部通过（1 个模型服务）。',
  ]);
});

test('a step that was not asked for counts for nothing', () => {
  const failed: Cell = { status: 'no', said: 'x' };
  const result = { rows: [row({}, { full: failed })], steps, words: wordsFor('en') };
  expect(countFailures(result)).toBe(0);
});

test('Markdown has the table, what failed, and the reports behind it', () => {
  const rows = [
    row({ report: '# Report\n' }),
    row({ address: 'http://b', model: 'a|b' }, { chat: { status: 'no', said: 'two\nlines' } }),
  ];
  expect(renderMarkdown({ rows, steps, words: wordsFor('en') })).toBe(`# test:real

| server | software | model | model list | chat | quick check |
| --- | --- | --- | --- | --- | --- |
| http://a | vLLM | m | ok | ok | ok |
| http://b | vLLM | a\\|b | ok | no | ok |

- http://b chat: two lines

Not everything passed (steps: 1).

---

# Report
`);
});
