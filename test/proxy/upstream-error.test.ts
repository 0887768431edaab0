import { expect, test } from 'vitest';
import {
  failureOfStatus,
  isErrorBody,
  isOpenaiError,
  messageInError,
} from '../../main/proxy/upstream-error.ts';

test.each([
  [{ error: { message: 'a' } }, 'a'],
  [{ error: 'b' }, 'b'],
  [{ detail: 'c' }, 'c'],
  [{ detail: [{ loc: ['body'], msg: 'd' }] }, '[{"loc":["body"],"msg":"d"}]'],
  [{ message: 'e' }, 'e'],
  [{ detail: { msg: 'f', type: 'bad_input' } }, 'f'],
  [{ choices: [] }, null],
  ['text', null],
  [null, null],
])('the words in %o are %s', (body, said) => {
  expect(messageInError(body)).toBe(said);
});

test('an error is one only without an answer beside it', () => {
  expect(isErrorBody({ error: 'Unexpected endpoint or method' })).toBe(true);
  expect(isErrorBody({ error: null, choices: [] })).toBe(false);
  expect(isErrorBody({ error: { message: 'x' }, choices: [{}] })).toBe(false);
  expect(isErrorBody([{ error: 'x' }])).toBe(false);
});

test('OpenAI’s clients read an object with a message', () => {
  expect(isOpenaiError({ error: { message: 'a' } })).toBe(true);
  expect(isOpenaiError({ error: 'a' })).toBe(false);
});

test.each([
  [401, '{"error":{"message":"no"}}', { kind: 'unauthorized', status: 401 }],
  [429, '{"error":{"message":"slow"}}', { kind: 'rate-limited', status: 429, said: 'slow' }],
  [503, '{"error":{"message":"Loading model","code":503}}', { kind: 'loading' }],
  [500, '<!DOCTYPE html><html></html>', { kind: 'html', status: 500 }],
  [500, 'Internal Server Error', { kind: 'bad-answer', status: 500, said: 'Internal Server Error' }],
  [502, '', { kind: 'bad-answer', status: 502, said: null }],
])('%i with %s is %o', (status, text, failure) => {
  expect(failureOfStatus(status, text)).toEqual(failure);
});

test('a rate limit carries the server’s word on when to come back, where it gave one', () => {
  expect(failureOfStatus(429, '', 7000)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7000 });
  expect(failureOfStatus(429, '')).not.toHaveProperty('retryAfterMs');
});
