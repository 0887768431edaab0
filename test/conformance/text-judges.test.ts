import { expect, test } from 'vitest';
import type { CheckId } from '../../shared/conformance.ts';
import { answered, delta, done, judge, recorded, saying, streamed } from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const words = ['fol', 'ト', 'PRE', ' сы', 'щ', ' contribu', ' sorrow', ' доро', ' USB'];
const lump = 'inand фамилией locationEEtextwidthährendley ses segments dry Heimat fewer networking sentence';

const rows: [id: CheckId, what: string, parts: SeenParts, expected: string][] = [
  ['stream-cadence', 'token by token', { stream: saying(words) }, 'pass pieces'],
  ['stream-cadence', 'in KoboldCpp’s one event', { stream: saying([lump]) }, 'one-lump'],
  [
    'stream-cadence',
    'held back for seconds, then all at once',
    {
      stream: recorded({
        type: 'text/event-stream',
        chunks: [
          [4000, words.map((content) => `data: ${JSON.stringify(delta({ content }))}\n\n`).join('')],
          [4001, done],
        ],
      }),
    },
    'one-lump',
  ],
  [
    'stream-cadence',
    'quick and all at once',
    {
      stream: recorded({
        type: 'text/event-stream',
        chunks: [
          [400, words.map((content) => `data: ${JSON.stringify(delta({ content }))}\n\n`).join('')],
          [401, done],
        ],
      }),
    },
    'pass pieces',
  ],
  ['stream-cadence', 'too short to tell', { stream: saying(['OK', '.']) }, 'not shortAnswer'],
  ['readable', 'words', { stream: saying(words) }, 'pass text'],
  [
    'readable',
    'thoughts where DB-GPT reads them',
    { stream: streamed([delta({ reasoning_content: 'Let me' }), delta({ content: 'a' }, 'stop'), done]) },
    'pass text',
  ],
  [
    'readable',
    'nothing but thoughts',
    { stream: streamed([delta({ reasoning_content: 'Let me' }, 'length'), done]) },
    'pass text',
  ],
  [
    'readable',
    'thoughts in Ollama’s field',
    {
      stream: streamed([
        delta({ role: 'assistant', content: '', reasoning: 'Let me' }),
        delta({ content: 'a' }, 'stop'),
        done,
      ]),
    },
    'reasoning-field',
  ],
  [
    'readable',
    'thoughts in that field of a whole answer alone',
    {
      stream: saying(words),
      chat: answered({ choices: [{ message: { role: 'assistant', content: 'a', reasoning: 'Let me' } }] }),
    },
    'reasoning-field',
  ],
  ['readable', 'thoughts in tags', { stream: saying(['<think>', 'Hm', '</think>', 'a']) }, 'think-tags'],
  [
    'readable',
    'thoughts whose opening tag the template swallowed',
    { stream: saying(['Hm', '</think>', 'a']) },
    'think-tags',
  ],
  ['readable', 'blanks', { stream: saying(['', '\n']) }, 'blank'],
  [
    'readable',
    'a tool call alone',
    {
      stream: streamed([
        delta(
          { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] },
          'tool_calls',
        ),
        done,
      ]),
    },
    'tool-calls-only',
  ],
  [
    'unicode',
    'the line itself',
    { stream: saying(['你好，', '世界！ModelTray 正在检查这个模型。👋🌍']) },
    'pass sameCharacters',
  ],
  ['unicode', 'other letters', { stream: saying(words) }, 'pass wholeCharacters'],
  [
    'unicode',
    'a character split between two packets',
    {
      stream: recorded({
        type: 'text/event-stream',
        chunks: splitInside(`data: ${JSON.stringify(delta({ content: '你好' }))}\n\n`),
      }),
    },
    'pass wholeCharacters',
  ],
  ['unicode', 'a replacement character', { stream: saying(['\ufffd', '\ufffd好']) }, 'broken-characters'],
  [
    'unicode',
    'a pair split between two events',
    {
      stream: streamed([
        'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n',
        'data: {"choices":[{"delta":{"content":"\\udc4b"}}]}\n\n',
        done,
      ]),
    },
    'broken-characters',
  ],
  ['unicode', 'ASCII alone', { stream: saying(['Hello']) }, 'not onlyAscii'],
];

/** Two chunks that part a character's bytes. */
function splitInside(text: string): [number, Buffer][] {
  const bytes = Buffer.from(text);
  const middle = bytes.indexOf('你') + 1;
  return [
    [1, bytes.subarray(0, middle)],
    [2, bytes.subarray(middle)],
  ];
}

test.each(rows)('%s: %s', (id, _what, parts, expected) => {
  expect(judge(id, parts)).toBe(expected);
});
