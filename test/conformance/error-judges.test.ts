import { expect, test } from 'vitest';
import type { CheckId } from '../../shared/conformance.ts';
import { tooLong } from '../../main/conformance/checks/too-long.ts';
import {
  answered,
  chatOf,
  facts,
  judge,
  recorded,
  refused,
  saying,
  streamed,
  withModel,
} from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const openai = (message: string): object => ({
  error: { message, type: 'invalid_request_error', param: null, code: null },
});
const dropped = recorded({ status: null, ending: 'no-answer', error: 'UND_ERR_SOCKET' });
const streams = saying(['OK', '.']);
const read = (prompt_tokens: number): object =>
  chatOf('a', { usage: { prompt_tokens, completion_tokens: 1 } });

// Lines of recorded answers: Ollama 0.32.15, llama-server b10587, KoboldCpp 1.115.1.
const rows: [id: CheckId, what: string, parts: SeenParts, expected: string][] = [
  [
    'bad-json',
    'as Ollama refuses it',
    { 'bad-json': refused(400, openai('unexpected EOF')) },
    'pass refused',
  ],
  [
    'bad-json',
    'with llama-server’s 500',
    {
      'bad-json': refused(500, {
        error: { code: 500, message: '[json.exception.parse_error.101] parse error', type: 'server_error' },
      }),
    },
    'bad-json-status',
  ],
  [
    'bad-json',
    'with KoboldCpp’s 500',
    { 'bad-json': refused(500, { detail: { msg: 'Error parsing input.', type: 'bad_input' } }) },
    'bad-json-status',
  ],
  [
    'bad-json',
    'with FastAPI’s list of details',
    { 'bad-json': refused(422, { detail: [{ type: 'json_invalid' }] }) },
    'bad-json-shape',
  ],
  ['bad-json', 'taken for right', { 'bad-json': answered(chatOf('a')) }, 'bad-json-accepted'],
  ['bad-json', 'with a dropped connection', { 'bad-json': dropped }, 'bad-json-status'],
  ['bad-json', 'not sent', {}, 'not notSent'],

  [
    'unknown-model',
    'as Ollama says it',
    { 'unknown-model': refused(404, openai("model 'x' not found")) },
    'pass refused',
  ],
  [
    'unknown-model',
    'answered by the only one, as llama-server does',
    { 'unknown-model': saying(['fol']) },
    'pass onlyModel',
  ],
  [
    'unknown-model',
    'in the stream',
    { 'unknown-model': streamed([{ error: { message: 'no such model' } }]) },
    'pass errorIn200',
  ],
  ['unknown-model', 'behind 200', { 'unknown-model': answered({ error: 'no such model' }) }, 'error-in-200'],
  [
    'unknown-model',
    'in another shape',
    { 'unknown-model': refused(404, { detail: 'Not Found' }) },
    'error-shape',
  ],
  [
    'unknown-model',
    'as a page',
    { 'unknown-model': refused(404, '<!DOCTYPE html><p>Not found') },
    'error-shape',
  ],
  ['unknown-model', 'without a word', { 'unknown-model': refused(404, '') }, 'error-shape'],
  ['unknown-model', 'with 500', { 'unknown-model': refused(500, openai('no')) }, 'error-status'],
  ['unknown-model', 'with a dropped connection', { 'unknown-model': dropped }, 'error-dropped'],
  ['unknown-model', 'not sent', {}, 'not notSent'],

  [
    'too-long',
    'as llama-server says it',
    {
      'too-long': refused(400, {
        error: {
          code: 400,
          message:
            'request (6028 tokens) exceeds the available context size (2048 tokens), try increasing it',
          type: 'exceed_context_size_error',
          n_prompt_tokens: 6028,
          n_ctx: 2048,
        },
      }),
    },
    'pass refused',
  ],
  ['too-long', 'cut by Ollama to a half', { 'too-long': answered(read(1027)) }, 'truncated'],
  ['too-long', 'cut by KoboldCpp to fit', { 'too-long': answered(read(2032)) }, 'truncated'],
  ['too-long', 'read as a whole', { 'too-long': answered(read(2650)) }, 'pass allRead'],
  [
    'too-long',
    'answered without a count',
    { 'too-long': answered(chatOf('a', { usage: undefined })) },
    'not notCounted',
  ],
  [
    'too-long',
    'with 500',
    { 'too-long': refused(500, openai('input is too large to process')) },
    'too-long-status',
  ],
  ['too-long', 'in another shape', { 'too-long': refused(413, { detail: 'too long' }) }, 'error-shape'],
  ['too-long', 'behind 200', { 'too-long': answered({ error: 'too long' }) }, 'too-long-in-200'],
  ['too-long', 'with a dropped connection', { 'too-long': dropped }, 'too-long-dropped'],
  [
    'too-long',
    'not read in time',
    { 'too-long': recorded({ status: null, ending: 'silent' }) },
    'not tooSlow',
  ],

  ['system-role', 'taken with the history', { stream: streams, history: streams }, 'pass historyTaken'],
  [
    'system-role',
    'taken alone',
    { stream: streams, history: refused(400, openai('roles must alternate')), 'system-only': streams },
    'pass systemTaken',
  ],
  [
    'system-role',
    'refused',
    {
      stream: streams,
      history: refused(400, openai('no')),
      'system-only': refused(400, openai('System role not supported')),
    },
    'system-role-refused',
  ],
  [
    'system-role',
    'refused like everything',
    {
      stream: refused(500, openai('no')),
      history: refused(500, openai('no')),
      'system-only': refused(500, openai('no')),
    },
    'not noStream',
  ],
  ['role-order', 'taken with the history', { stream: streams, history: streams }, 'pass historyTaken'],
  [
    'role-order',
    'refused',
    { stream: streams, history: refused(400, openai('roles must alternate')), 'system-only': streams },
    'role-order-refused',
  ],
  [
    'role-order',
    'refused beside the system role',
    {
      stream: streams,
      history: refused(400, openai('no')),
      'system-only': refused(400, openai('no')),
      'order-only': refused(400, openai('roles must alternate')),
    },
    'role-order-refused',
  ],
  [
    'role-order',
    'taken without a system role',
    {
      stream: streams,
      history: refused(400, openai('no')),
      'system-only': refused(400, openai('no')),
      'order-only': streams,
    },
    'pass orderTaken',
  ],
  [
    'role-order',
    'unknown beside a refused system role',
    { stream: streams, history: refused(400, openai('no')), 'system-only': refused(400, openai('no')) },
    'not roleUnknown',
  ],
];

test.each(rows)('%s: %s', (id, _what, parts, expected) => {
  expect(judge(id, parts)).toBe(expected);
});

test('a quick check that a refused history has cost its last request says so', () => {
  const seen = { 'system-only': streams };
  expect(judge('unknown-model', seen, facts, 'quick')).toBe('not fiveRequests');
});

test('a server with several models that answers with just any of them misleads', () => {
  const several = { ...facts, modelIds: ['tiny', 'other'] };
  expect(judge('unknown-model', { 'unknown-model': saying(['fol']) }, several)).toBe('other-model');
});

test('an overlong prompt is sent where the context is known, small and on this machine', () => {
  const why = (given: typeof facts): string | undefined => tooLong.appliesTo?.(given, 'full')?.key;
  expect(why(withModel({ context: { loaded: 16_384, trained: null } }))).toBeUndefined();
  expect(why(withModel({ context: { loaded: 16_385, trained: null } }))).toBe('check.not.contextLarge');
  expect(why(withModel({ context: { loaded: null, trained: 4096 } }))).toBe('check.not.contextUnknown');
  expect(why({ ...facts, location: 'private-network' })).toBe('check.not.notHere');
});
