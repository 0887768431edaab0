import { describe, expect, test } from 'vitest';
import { createThinkSplitter } from '../../main/repairs/think-splitter.ts';
import { mendThinkTags } from '../../main/repairs/think-tags.ts';
import { chunk, done, event, everySplit, mendPieces, mendStream, readStream } from './stream.ts';

const fixes = ['think-tags'] as const;

function split(pieces: readonly string[]): { thought: string; content: string } {
  const splitter = createThinkSplitter();
  const parts = [...pieces.map((piece) => splitter.push(piece)), splitter.end()];
  return {
    thought: parts.map(({ thought }) => thought).join(''),
    content: parts.map(({ content }) => content).join(''),
  };
}

const texts: [text: string, thought: string, content: string][] = [
  ['<think>Let me see.</think>Paris', 'Let me see.', 'Paris'],
  ['<think>\nLet me see.\n\n</think>\n\nParis\n', 'Let me see.', 'Paris\n'],
  ['  \n<think>hm</think> 巴黎', 'hm', '巴黎'],
  ['<think>\n\n</think>\n\nNo thoughts', '', 'No thoughts'],
  ['<think></think>x', '', 'x'],
  ['<think>never closed', 'never closed', ''],
  ['<think>a < b </ b</think>c', 'a < b </ b', 'c'],
  ['<think>a</think><think>b</think>c', 'a', '<think>b</think>c'],
  ['Plain text', '', 'Plain text'],
  ['  indented', '', '  indented'],
  ['<table><tr></tr></table>', '', '<table><tr></tr></table>'],
  ['<thinking>x</thinking>', '', '<thinking>x</thinking>'],
  ['Use <think> and </think> tags', '', 'Use <think> and </think> tags'],
  ['<thi', '', '<thi'],
  ['', '', ''],
];

describe('thoughts are divided from content wherever the text breaks', () => {
  test.each(texts)('%j', (text, thought, content) => {
    expect(split([text])).toEqual({ thought, content });
    expect(split(Array.from({ length: text.length }, (_unit, at) => text.charAt(at)))).toEqual({
      thought,
      content,
    });
    for (let first = 0; first <= text.length; first += 1) {
      for (let second = first; second <= text.length; second += 1) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        expect(split(pieces), JSON.stringify(pieces)).toEqual({ thought, content });
      }
    }
  });
});

/** A stream whose text comes in `pieces`. */
function streamSaying(pieces: readonly string[]): string {
  return [
    event(chunk({ delta: { role: 'assistant', content: '' } })),
    ...pieces.map((content) => event(chunk({ delta: { content } }))),
    event(chunk({ finish: 'stop' })),
    done,
  ].join('');
}

const thinking = ['<th', 'ink>', '\nLet', ' me', ' see', '\n</', 'think>', '\n\n', 'Par', 'is'];

test('in a stream thoughts become reasoning_content, at every break of its bytes', () => {
  const stream = streamSaying(thinking);
  for (const pieces of everySplit(stream)) {
    const mended = mendPieces(pieces, { fixes });
    expect(readStream(mended.text)).toMatchObject({
      thought: 'Let me see',
      content: 'Paris',
      finish: 'stop',
    });
    expect(mended.fixes).toEqual(['think-tags']);
  }
});

test('or they are dropped, where the route says so', () => {
  const mended = mendStream(streamSaying(thinking), { fixes, think: 'strip' });
  expect(readStream(mended.text)).toMatchObject({ thought: '', content: 'Paris' });
  expect(mended.text).not.toContain('Let');
});

test.each([
  [['Paris', ' is', ' it']],
  [[' ', '\n', 'Paris']],
  [['<', 'th', 'e> tag']],
  [['Use ', '<think>', 'x', '</think>']],
  [[' ', '<thi']],
  [[]],
])('a stream without thoughts is not changed by a byte: %j', (pieces) => {
  const stream = streamSaying(pieces);
  for (const cut of everySplit(stream)) {
    const mended = mendPieces(cut, { fixes });
    expect(mended).toEqual({ text: stream, fixes: [] });
  }
});

test('a server that tells thoughts apart itself is left alone, and so is its content', () => {
  const stream = [
    event(chunk({ delta: { reasoning_content: 'hm' } })),
    event(chunk({ delta: { content: '<think>not a thought</think>' } })),
    event(chunk({ finish: 'stop' })),
    done,
  ].join('');
  expect(mendStream(stream, { fixes })).toEqual({ text: stream, fixes: [] });
});

test('two answers of one request are divided each for itself', () => {
  const say = (index: number, content: string): string => event(chunk({ index, delta: { content } }));
  const stream = [
    say(0, '<thi'),
    say(1, 'plain'),
    say(0, 'nk>a</think>'),
    say(1, ' <think>'),
    say(0, 'b'),
    done,
  ];
  const mended = mendPieces(stream, { fixes, hasManyChoices: true });
  const deltas = mended.text.split('\n\n').flatMap((block) => {
    const data = block.slice(6);
    return data.startsWith('{')
      ? [(JSON.parse(data) as { choices: [{ index: number; delta: object }] }).choices[0]]
      : [];
  });
  expect(deltas.map(({ index, delta }) => [index, delta])).toEqual([
    [1, { content: 'plain' }],
    [0, { reasoning_content: 'a' }],
    [1, { content: ' <think>' }],
    [0, { content: 'b' }],
  ]);
});

test('what was held when a stream ends without a finish still comes', () => {
  const stream = event(chunk({ delta: { content: '<think>hm </thi' } })) + done;
  expect(readStream(mendStream(stream, { fixes }).text)).toMatchObject({ thought: 'hm </thi', content: '' });
});

describe('a whole answer', () => {
  const answer = (content: string): Record<string, unknown> => ({
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  });
  const messageOf = (mended: Readonly<Record<string, unknown>>): unknown =>
    (mended as { choices: { message: unknown }[] }).choices[0]?.message;

  test('is divided, and keeps an empty content', () => {
    expect(messageOf(mendThinkTags(answer('<think>hm</think>\nParis'), 'split'))).toEqual({
      role: 'assistant',
      content: 'Paris',
      reasoning_content: 'hm',
    });
    expect(messageOf(mendThinkTags(answer('<think>hm'), 'strip'))).toEqual({
      role: 'assistant',
      content: '',
    });
  });

  test('may lack the opening tag, which some templates put into the prompt', () => {
    expect(messageOf(mendThinkTags(answer('hm.\n</think>\n\nParis'), 'split'))).toMatchObject({
      content: 'Paris',
      reasoning_content: 'hm.',
    });
  });

  test.each(['Paris', 'Close it with </think>.', 'Write <think>x</think>\nfirst'])(
    '%j is none of that',
    (text) => {
      const plain = answer(text);
      expect(mendThinkTags(plain, 'split')).toBe(plain);
    },
  );
});
