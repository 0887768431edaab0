import { expect, test } from 'vitest';
import type { CheckId } from '../../shared/conformance.ts';
import { answered, chatOf, delta, done, judge, recorded, refused, saying, streamed } from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const words = ['fol', 'ト', 'PRE', ' сы', 'щ', ' contribu', ' sorrow', ' доро', ' USB'];
const llamaFirst = {
  choices: [{ finish_reason: null, index: 0, delta: { role: 'assistant', content: null } }],
};
const usageTail = { choices: [], usage: { prompt_tokens: 30, completion_tokens: 16, total_tokens: 46 } };

const rows: [id: CheckId, what: string, parts: SeenParts, expected: string][] = [
  ['stream', 'Ollama’s', { stream: saying(words) }, 'pass stream'],
  [
    'stream',
    'llama-server’s, two events in a chunk',
    {
      stream: streamed([
        `data: ${JSON.stringify(llamaFirst)}\n\ndata: ${JSON.stringify(delta({ content: 'fol' }))}\n\n`,
        delta({}, 'length'),
        done,
      ]),
    },
    'pass stream',
  ],
  [
    'stream',
    'with CRLF, comments and no blank behind data',
    { stream: streamed([': ping\r\n\r\n', `data:${JSON.stringify(delta({ content: 'a' }))}\r\n\r\n`, done]) },
    'pass stream',
  ],
  [
    'stream',
    'split in the middle of a CRLF and of a character',
    {
      stream: recorded({
        type: 'text/event-stream',
        chunks: [
          [1, `data: ${JSON.stringify(delta({ content: 'a' }))}\r`],
          [2, '\n\r\n'],
          [3, done],
        ],
      }),
    },
    'pass stream',
  ],
  [
    'stream',
    'with an empty usage event',
    { stream: streamed([delta({ content: 'a' }), usageTail, done]) },
    'pass stream',
  ],
  ['stream', 'of 404', { stream: refused(404, { error: { message: 'no' } }) }, 'stream-refused'],
  [
    'stream',
    'that leads elsewhere',
    { stream: recorded({ status: 307, headers: { location: '/other' } }) },
    'stream-refused',
  ],
  ['stream', 'that never came', { stream: recorded({ status: null, ending: 'silent' }) }, 'stream-refused'],
  ['stream', 'as one JSON object', { stream: answered(chatOf('hello')) }, 'stream-in-json'],
  [
    'stream',
    'as an error in JSON',
    { stream: answered({ error: 'Unexpected endpoint' }) },
    'stream-error-in-200',
  ],
  [
    'stream',
    'whose first event is an error',
    { stream: streamed([{ error: { message: 'out of memory' } }]) },
    'stream-error-in-200',
  ],
  [
    'stream',
    'that ends with an error',
    { stream: streamed([delta({ content: 'a' }), { error: { message: 'out of memory' } }]) },
    'stream-error-in-200',
  ],
  [
    'stream',
    'as a web page',
    { stream: answered('<!DOCTYPE html><html></html>', { type: 'text/html' }) },
    'stream-no-sse',
  ],
  ['stream', 'as plain text', { stream: answered('hello', { type: 'text/plain' }) }, 'stream-no-sse'],
  [
    'stream',
    'under another content type',
    { stream: saying(words, { type: 'text/plain' }) },
    'stream-content-type',
  ],
  [
    'stream',
    'with null choices',
    { stream: streamed([delta({ content: 'a' }), { choices: null, usage: {} }, done]) },
    'stream-null-choices',
  ],
  [
    'stream',
    'with no choices at all',
    { stream: streamed([{ object: 'chat.completion.chunk' }, done]) },
    'stream-null-choices',
  ],
  [
    'stream',
    'with a broken event',
    { stream: streamed(['data: {"choices":[{\n\n', done]) },
    'stream-unreadable-event',
  ],
  [
    'stream',
    'with named events',
    { stream: streamed([`event: message\ndata: ${JSON.stringify(delta({ content: 'a' }))}\n\n`]) },
    'stream-named-event',
  ],
  [
    'stream',
    'with messages in the place of deltas',
    { stream: streamed([{ choices: [{ index: 0, message: { content: 'a' } }] }, done]) },
    'stream-no-delta',
  ],
  [
    'stream',
    'whatever comes behind [DONE]',
    { stream: streamed([delta({ content: 'a' }), done, 'data: nonsense\n\n']) },
    'pass stream',
  ],
  [
    'stream-role',
    'in the first event',
    { stream: streamed([llamaFirst, delta({ content: 'a' }), done]) },
    'pass role',
  ],
  ['stream-role', 'nowhere', { stream: streamed([delta({ content: 'a' }), done]) }, 'role-missing'],
  ['stream-role', 'of no stream', { stream: answered(chatOf('a')) }, 'not noStream'],
  ['stream-end', 'as it should be', { stream: saying(words) }, 'pass end'],
  [
    'stream-end',
    'without [DONE], as transformers serve',
    { stream: streamed([delta({ content: 'a' }), delta({}, 'stop')]) },
    'done-missing',
  ],
  ['stream-end', 'without a reason', { stream: streamed([delta({ content: 'a' }), done]) }, 'finish-missing'],
  ['stream-end', 'without both', { stream: streamed([delta({ content: 'a' })]) }, 'stream-cut'],
  [
    'stream-end',
    'by a broken connection',
    { stream: streamed([delta({ content: 'a' })], { ending: 'broken' }) },
    'stream-cut',
  ],
  [
    'stream-end',
    'by a broken connection after [DONE]',
    { stream: saying(words, { ending: 'broken' }) },
    'pass end',
  ],
  [
    'stream-end',
    'in silence',
    { stream: streamed([delta({ content: 'a' })], { ending: 'silent' }) },
    'stream-cut',
  ],
  [
    'stream-usage',
    'in an event of its own',
    { stream: saying(words), 'stream-usage': streamed([delta({ content: 'a' }, 'stop'), usageTail, done]) },
    'pass usage',
  ],
  [
    'stream-usage',
    'nowhere',
    { stream: saying(words), 'stream-usage': saying(words) },
    'stream-usage-missing',
  ],
  [
    'stream-usage',
    'refused',
    { stream: saying(words), 'stream-usage': refused(400, { error: { message: 'unknown field' } }) },
    'stream-usage-refused',
  ],
  [
    'stream-usage',
    'of a stream that was cut',
    { stream: saying(words), 'stream-usage': streamed([delta({ content: 'a' })], { ending: 'broken' }) },
    'not noStream',
  ],
];

test.each(rows)('%s: %s', (id, _what, parts, expected) => {
  expect(judge(id, parts)).toBe(expected);
});
