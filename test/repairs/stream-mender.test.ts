import { describe, expect, test } from 'vitest';
import type { FixName } from '../../shared/conformance.ts';
import { StreamMender } from '../../main/repairs/stream-mender.ts';
import { chunk, done, event, everySplit, mendPieces, mendStream, readStream } from './stream.ts';

const all: readonly FixName[] = [
  'null-choices',
  'reasoning-field',
  'think-tags',
  'tool-calls',
  'usage-position',
  'done-supplied',
];
const say = (content: string): string => event(chunk({ delta: { content } }));
const think = (reasoning: string): string => event(chunk({ delta: { reasoning } }));
const finish = event(chunk({ finish: 'stop' }));

describe('a stream without defects is not changed by a byte, wherever it breaks', () => {
  test.each([
    ['chunks', say('你') + say('好 👋') + finish + done],
    ['CRLF', (say('a') + finish + done).replaceAll('\n', '\r\n')],
    ['CR alone', (say('a') + finish + done).replaceAll('\n', '\r')],
    [
      'comments and empty events',
      `:\n\n: ping\n\n${say('a')}event: ping\ndata: {"type":"ping"}\n\n${finish}${done}`,
    ],
    ['a broken event', `${say('a')}data: {"choices":[{\n\n${finish}${done}`],
    [
      'data without a space, and other fields',
      `id: 1\nevent: x\ndata:{"choices":[]}\n\n${say('a')}${finish}${done}`,
    ],
    [
      'talk about the marks',
      say('"reasoning": "choices": null "tool_calls" "finish_reason": "stop"') + finish + done,
    ],
    ['an error event', `${say('a')}data: {"error":{"message":"gone"}}\n\n`],
    [
      'a well-formed tool call',
      toolCall({ index: 0, id: 'a', type: 'function' }) + event(chunk({ finish: 'tool_calls' })) + done,
    ],
  ])('%s', (_what, stream) => {
    for (const pieces of everySplit(stream)) {
      const isWhole = !stream.includes('error');
      expect(mendPieces(pieces, { fixes: all, isWhole })).toEqual({ text: stream, fixes: [] });
    }
  });
});

function toolCall(call: object): string {
  return event(chunk({ delta: { tool_calls: [{ ...call, function: { name: 'f', arguments: '{}' } }] } }));
}

test('once it is clear that nothing is needed, chunks are handed on as the objects that came', () => {
  const mender = new StreamMender({
    fixes: all,
    think: 'split',
    readsToolCalls: true,
    hasManyChoices: false,
  });
  mender.push(Buffer.from(say('first')));
  const plain = Buffer.from(say('second'));
  expect(mender.push(plain)).toBe(plain);
});

test('`reasoning` becomes reasoning_content at every break, and late ones too', () => {
  const stream = think('Let') + think(' me') + say('Paris') + think('more') + say('!') + finish + done;
  for (const pieces of everySplit(stream)) {
    const { text, fixes } = mendPieces(pieces, { fixes: ['reasoning-field'] });
    expect(readStream(text)).toMatchObject({ thought: 'Let memore', content: 'Paris!' });
    expect(text).not.toContain('"reasoning":');
    expect(fixes).toEqual(['reasoning-field']);
  }
});

test('a delta that has both names keeps what is said in reasoning_content', () => {
  const both = event(chunk({ delta: { reasoning: 'a', reasoning_content: 'b' } })) + finish + done;
  expect(mendStream(both, { fixes: ['reasoning-field'] }).text).toBe(both);
  const empty = event(chunk({ delta: { reasoning: 'a', reasoning_content: null } })) + done;
  expect(readStream(mendStream(empty, { fixes: ['reasoning-field'] }).text).thought).toBe('a');
});

test.each(['"choices":null', '"choices" : null', '"choices":  null'])(
  '%s becomes an empty list, first or late',
  (nothing) => {
    const bad = `data: {"id":"x",${nothing},"usage":null}\n\n`;
    for (const stream of [bad + say('a') + finish + done, say('a') + say('b') + bad + finish + done]) {
      for (const pieces of everySplit(stream)) {
        const { text, fixes } = mendPieces(pieces, { fixes: ['null-choices'] });
        expect(text).toBe(stream.replace(bad, 'data: {"id":"x","choices":[],"usage":null}\n\n'));
        expect(fixes).toEqual(['null-choices']);
      }
    }
  },
);

test('a chunk without choices gets some while events are read, an error never', () => {
  const first = 'data: {"object":"chat.completion.chunk"}\n\n';
  expect(mendStream(first + say('a') + finish + done, { fixes: ['null-choices'] }).text).toContain(
    '"choices":[]}\n\n',
  );
  const error = 'data: {"error":{"message":"no"},"choices":null}\n\n';
  expect(mendStream(error, { fixes: ['null-choices'] }).text).toBe(error);
});

describe('[DONE]', () => {
  test('is supplied to a whole stream that lacks it', () => {
    for (const pieces of everySplit(say('a') + finish)) {
      const { text, fixes } = mendPieces(pieces, { fixes: ['done-supplied'] });
      expect(text).toBe(say('a') + finish + done);
      expect(fixes).toEqual(['done-supplied']);
    }
  });

  test('behind a last event without its blank line too', () => {
    const open = (say('a') + finish).trimEnd();
    expect(mendStream(open, { fixes: ['done-supplied'] }).text).toBe(`${open}\n\n${done}`);
    expect(mendStream(open, { fixes: all }).text).toBe(`${open}\n\n${done}`);
  });

  test('is not supplied twice, nor to a stream that broke off', () => {
    expect(mendStream(say('a') + finish + done, { fixes: ['done-supplied'] }).text).toBe(
      say('a') + finish + done,
    );
    expect(mendStream(say('a'), { fixes: ['done-supplied'], isWhole: false }).text).toBe(say('a'));
  });
});

test('half an event of a stream that broke off goes with it', () => {
  expect(mendStream(`${say('a')}data: {"cho`, { fixes: all, isWhole: false }).text).toBe(say('a'));
});

test('an endless event is not collected for ever', () => {
  const mender = new StreamMender({
    fixes: ['null-choices'],
    think: 'split',
    readsToolCalls: true,
    hasManyChoices: false,
  });
  mender.push(Buffer.from(say('a')));
  const lump = Buffer.alloc(400 * 1024, 0x61);
  const sent = [0, 1, 2, 3].map(() => mender.push(lump).length);
  expect(sent.reduce((sum, size) => sum + size, 0)).toBe(4 * lump.length);
});

test('several defects at once', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const stream =
    think('hm') +
    `data: {"id":"x","choices":null}\n\n` +
    say('Paris') +
    finish +
    event({ choices: [], usage });
  for (const pieces of everySplit(stream)) {
    const { text, fixes } = mendPieces(pieces, { fixes: all });
    expect(readStream(text)).toEqual({ thought: 'hm', content: 'Paris', finish: 'stop', usage, events: 4 });
    expect(text.endsWith(done)).toBe(true);
    expect(fixes.toSorted()).toEqual(['done-supplied', 'null-choices', 'reasoning-field', 'usage-position']);
  }
});
