import { expect, test } from 'vitest';
import type { CheckId } from '../../shared/conformance.ts';
import { toolStream } from '../../main/conformance/checks/tool-stream.ts';
import { smallLimit } from '../../main/conformance/requests.ts';
import {
  answered,
  chatOf,
  delta,
  done,
  facts,
  judge,
  recorded,
  refused,
  requestOf,
  saying,
  streamed,
} from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const noError = { error: { message: 'no', type: 'invalid_request_error' } };
const whole = 'folトPRE сыщ contribu sorrow доро USBธ kvyoering';
const stopAt = (word: string): { request: { body: string } } => ({
  request: { body: JSON.stringify({ stop: [word] }) },
});
const chat = answered(chatOf(whole));
const streams = saying(['OK', '.']);
const long = Array.from({ length: 64 }, () => ' another');
const oldLimit = { request: requestOf('max-tokens') };
const kept = saying(['The', ' old', ' tree', ' stood', ' by', ' the', ' river', ' and'], oldLimit);
const toolHead = {
  index: 0,
  id: 'call_1',
  type: 'function',
  function: { name: 'get_weather', arguments: '' },
};
const toolParts = ['{"city"', ':"Paris"}'].map((part) =>
  delta({ tool_calls: [{ index: 0, function: { arguments: part } }] }),
);
const toolCall = (head: object, parts = toolParts, finish = 'tool_calls'): SeenParts => ({
  stream: streams,
  'tool-stream': streamed([
    delta({ role: 'assistant', content: null }),
    delta({ tool_calls: [head] }),
    ...parts,
    delta({}, finish),
    done,
  ]),
});
const withoutIndex = { ...toolHead, index: undefined };
const withoutId = { ...toolHead, id: undefined };

const rows: [id: CheckId, what: string, parts: SeenParts, expected: string][] = [
  [
    'model-list',
    'as OpenAI’s',
    { models: answered({ object: 'list', data: [{ id: 'tiny' }] }) },
    'pass list',
  ],
  [
    'model-list',
    'with Ollama’s :latest',
    { models: answered({ data: [{ id: 'tiny:latest' }] }) },
    'pass list',
  ],
  ['model-list', 'without the model', { models: answered({ data: [{ id: 'other' }] }) }, 'model-not-listed'],
  [
    'model-list',
    'with a row that has no id',
    { models: answered({ data: [{ name: 'tiny' }] }) },
    'list-shape',
  ],
  ['model-list', 'as Ollama’s own', { models: answered({ models: [{ name: 'tiny' }] }) }, 'list-missing'],
  ['model-list', 'of 404', { models: refused(404, 'not found') }, 'list-missing'],

  ['chat', 'as Ollama’s', { chat }, 'pass text'],
  [
    'chat',
    'with nothing but thoughts yet',
    {
      chat: answered(
        chatOf(null, {
          choices: [
            {
              message: { role: 'assistant', content: null, reasoning_content: 'Let me' },
              finish_reason: 'length',
            },
          ],
        }),
      ),
    },
    'pass text',
  ],
  ['chat', 'without an id', { chat: answered(chatOf('a', { id: undefined })) }, 'chat-shape'],
  [
    'chat',
    'without choices',
    { chat: answered({ id: 'a', object: 'chat.completion', choices: [] }) },
    'chat-shape',
  ],
  [
    'chat',
    'with a text in the place of a message',
    { chat: answered({ id: 'a', object: 'chat.completion', choices: [{ text: 'a' }] }) },
    'chat-shape',
  ],
  ['chat', 'without a finish reason', { chat: answered(chatOf('a', {}, null)) }, 'chat-shape'],
  ['chat', 'that is no JSON', { chat: answered('hello') }, 'chat-shape'],
  ['chat', 'that is blank', { chat: answered(chatOf('')) }, 'chat-blank'],
  ['chat', 'of 500', { chat: refused(500, noError) }, 'chat-refused'],
  ['chat', 'as a page', { chat: answered('<html></html>') }, 'chat-refused'],
  [
    'chat',
    'that is an error behind 200',
    { chat: answered({ error: 'Unexpected endpoint' }) },
    'chat-error-in-200',
  ],

  ['chat-usage', 'counted', { chat }, 'pass usage'],
  ['chat-usage', 'left out', { chat: answered(chatOf('a', { usage: undefined })) }, 'usage-missing'],
  [
    'chat-usage',
    'of nothing',
    { chat: answered(chatOf('a', { usage: { prompt_tokens: 0, completion_tokens: 0 } })) },
    'usage-missing',
  ],
  ['chat-usage', 'of no chat', { chat: refused(500, noError) }, 'not noChat'],

  [
    'stop',
    'kept, as Ollama’s',
    { chat, stop: answered(chatOf('folトPRE сыщ cont'), stopAt('ribu')) },
    'pass stopped',
  ],
  [
    'stop',
    'kept, with KoboldCpp’s reason',
    { chat, stop: answered(chatOf('folトPRE сыщ cont', {}, 'length'), stopAt('ribu')) },
    'pass stopped',
  ],
  [
    'stop',
    'kept by another answer',
    { chat, stop: answered(chatOf('something else'), stopAt('ribu')) },
    'pass stopped',
  ],
  ['stop', 'ignored', { chat, stop: answered(chatOf(whole), stopAt('ribu')) }, 'stop-ignored'],
  [
    'stop',
    'not reached',
    { chat, stop: answered(chatOf('something else', {}, 'length'), stopAt('ribu')) },
    'not stopNotReached',
  ],
  ['stop', 'refused', { chat, stop: refused(400, noError, stopAt('ribu')) }, 'stop-refused'],
  ['stop', 'that could not be chosen', { chat }, 'not noStopWord'],

  ['max-tokens', 'kept', { 'max-tokens': kept, 'max-completion-tokens': kept }, 'pass limitKept'],
  [
    'max-tokens',
    'kept, and a large one accepted',
    { 'max-tokens': kept, 'max-completion-tokens': kept, 'blind-max-tokens': saying(['OK']) },
    'pass limitsKept',
  ],
  ['max-tokens', 'ignored', { 'max-tokens': saying(long, oldLimit) }, 'max-tokens-ignored'],
  [
    'max-tokens',
    'ignored, and left by us',
    { 'max-tokens': streamed([delta({ content: 'a' })], { ...oldLimit, ending: 'closed' }) },
    'max-tokens-ignored',
  ],
  [
    'max-tokens',
    'ignored in silence',
    { 'max-tokens': kept, 'max-completion-tokens': streamed([': ping\n\n'], { ending: 'silent' }) },
    'max-completion-tokens-ignored',
  ],
  [
    'max-tokens',
    'ignored under its new name, as Ollama 0.32 does',
    { 'max-tokens': kept, 'max-completion-tokens': saying(long) },
    'max-completion-tokens-ignored',
  ],
  [
    'max-tokens',
    'refused for a small context, as vLLM does',
    {
      'max-tokens': kept,
      'blind-max-tokens': refused(400, { error: { message: 'maximum context length' } }),
    },
    'max-tokens-refused',
  ],
  ['max-tokens', 'not reached', { 'max-tokens': saying(['OK']) }, 'not endedBefore'],

  ['json-mode', 'kept', { chat, 'json-mode': answered(chatOf('{ "ok" : true } ')) }, 'pass json'],
  [
    'json-mode',
    'kept until the limit',
    { chat, 'json-mode': answered(chatOf('{ "unit":\n\n\n', {}, 'length')) },
    'pass json',
  ],
  [
    'json-mode',
    'with a fence around it',
    { chat, 'json-mode': answered(chatOf('```json\n{"ok":true}\n```')) },
    'json-mode-ignored',
  ],
  ['json-mode', 'with a list', { chat, 'json-mode': answered(chatOf('[1]')) }, 'json-mode-ignored'],
  ['json-mode', 'refused', { chat, 'json-mode': refused(400, noError) }, 'json-mode-refused'],
  [
    'json-mode',
    'with nothing but thoughts',
    { chat, 'json-mode': answered(chatOf(null)) },
    'not onlyThoughts',
  ],
  [
    'json-mode',
    'of a server that has no chat',
    { chat: refused(500, noError), 'json-mode': refused(500, noError) },
    'not noChat',
  ],

  ['tool-stream', 'as llama-server’s', toolCall(toolHead), 'pass toolCall'],
  ['tool-stream', 'without index', toolCall(withoutIndex), 'tool-call-shape'],
  ['tool-stream', 'without id', toolCall(withoutId), 'tool-call-shape'],
  [
    'tool-stream',
    'with arguments that are no JSON',
    toolCall(toolHead, toolParts.slice(1)),
    'tool-call-shape',
  ],
  [
    'tool-stream',
    'with arguments that the limit cut',
    toolCall(toolHead, toolParts.slice(0, 1), 'length'),
    'pass toolCall',
  ],
  [
    'tool-stream',
    'with the finish reason of a text',
    toolCall(toolHead, toolParts, 'stop'),
    'tool-call-shape',
  ],
  [
    'tool-stream',
    'in words',
    { stream: streams, 'tool-stream': saying(['It', ' is', ' warm']) },
    'tool-call-ignored',
  ],

  [
    'tool-stream',
    'as words that the limit cut, as KoboldCpp’s',
    {
      stream: streams,
      'tool-stream': streamed([delta({ content: '[{ "id" :' }), delta({}, 'length'), done]),
    },
    'not noCall',
  ],
  [
    'tool-stream',
    'of a model without tools, as Ollama says it',
    { stream: streams, 'tool-stream': refused(400, { error: { message: 'tiny does not support tools' } }) },
    'not refused',
  ],
  [
    'tool-stream',
    'that fails',
    { stream: streams, 'tool-stream': refused(500, noError) },
    'tool-call-refused',
  ],
  ['tool-stream', 'of no stream', { stream: answered(chatOf('a')) }, 'not noStream'],
];

test.each(rows)('%s: %s', (id, _what, parts, expected) => {
  expect(judge(id, parts)).toBe(expected);
});

test('two calls in one stream, their pieces mixed', () => {
  const piece = (index: number, part: string): object =>
    delta({ tool_calls: [{ index, function: { arguments: part } }] });
  const parts = [
    ...toolParts,
    delta({ tool_calls: [{ ...toolHead, index: 1, id: 'call_2' }] }),
    piece(1, '{"city"'),
    piece(1, ':"Rome"}'),
  ];
  expect(judge('tool-stream', toolCall(toolHead, parts))).toBe('pass toolCall');
});

test('a model that is said to have no tools is not asked for any', () => {
  const said = { ...facts, model: { ...facts.model, capabilities: ['vision'] } };
  expect(toolStream.appliesTo?.(said, 'full')?.key).toBe('check.not.noTools');
  expect(toolStream.appliesTo?.(facts, 'full')).toBeNull();
});

test('the limit that is asked for is far below what a story has', () => {
  expect(JSON.parse(requestOf('max-tokens').body ?? '')).toMatchObject({
    max_tokens: smallLimit,
    stream: true,
  });
  expect(recorded().request.closeAfter).toBeNull();
});
