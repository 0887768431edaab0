import { expect, test } from 'vitest';
import { keptAnswerHeaders, keptHeaders, shownHeaders } from '../../main/proxy/mask-headers.ts';

const shown = (name: string, value: string, secrets: readonly string[] = []): string =>
  shownHeaders(keptHeaders([name, value]), secrets)[1] ?? '';

test.each([
  'Authorization',
  'AUTHORIZATION',
  'Proxy-Authorization',
  'x-api-key',
  'X-API-KEY',
  'api-key',
  'Api_Key',
  'apikey',
  'Ocp-Apim-Subscription-Key',
  'x-goog-api-key',
  'X-Amz-Security-Token',
  'X-Auth',
  'X-Access-Token',
  'X-My-Secret',
  'X-Password',
  'Cookie',
  'Set-Cookie',
  'X-Session-Id',
  'X-CSRF',
])('the value of %s never shows', (name) => {
  expect(shown(name, 'hunter2 swordfish')).toBe('***');
});

test.each([
  ['X-Note', 'Bearer abc.def-ghi', 'Bearer ***'],
  ['X-Note', 'bearer   abc', 'bearer ***'],
  ['X-Note', 'Basic dXNlcjpwYXNz, other', 'Basic ***, other'],
  ['X-Note', 'is sk-proj-AbCdEf123456 mine', 'is *** mine'],
  ['X-Note', 'gsk_abcdefghij', '***'],
  ['X-Note', 'AKIAIOSFODNN7EXAMPLE', '***'],
  ['X-Note', 'eyJhbGciOi.eyJzdWIiOi.c2ln', '***'],
  ['Referer', 'http://a/b?api_key=sesame&x=1', 'http://a/b?api_key=***&x=1'],
  ['Referer', 'http://user:pass@host/x', 'http://***@host/x'],
])('in %s, %s shows as %s', (name, value, to) => {
  expect(shown(name, value)).toBe(to);
});

test('the local key is masked wherever it stands, in any script', () => {
  expect(shown('X-Echo', 'it was 芝麻开门!', ['芝麻开门'])).toBe('it was ***!');
});

test('what is no secret stays readable', () => {
  for (const [name, value] of [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'OpenAI/Python 1.99.0'],
    ['x-ratelimit-remaining-tokens', '149984'],
    ['x-request-id', '0af7651916cd43dd'],
    ['Keep-Alive', 'timeout=5'],
  ] as const) {
    expect(shown(name, value)).toBe(value);
  }
});

test('a long value is cut before the word at the cut, and all of them together are bounded', () => {
  const value = `${'x'.repeat(500)} sk-proj-${'y'.repeat(100)}`;
  expect(shown('X-Long', value)).toBe(`${'x'.repeat(500)} …`);
  const many = Array.from({ length: 400 }, (_, n) => [`x-${n}`, 'z'.repeat(400)]).flat();
  expect(keptHeaders(many).replaceAll('\n', '').length).toBeLessThanOrEqual(8192);
});

test('two headers of one name, empty ones and an odd end do no harm', () => {
  const kept = keptHeaders(['Cookie', 'a=1', 'Cookie', 'b=2', 'X', '', 'odd']);
  expect(shownHeaders(kept, [])).toEqual(['Cookie', '***', 'Cookie', '***', 'X', '']);
  expect(shownHeaders(keptHeaders([]), [])).toEqual([]);
});

test('an answer’s headers are masked alike, those of one name each', () => {
  const kept = keptAnswerHeaders({
    'set-cookie': ['a=1', 'b=2'],
    'content-type': 'text/plain',
    gone: undefined,
  });
  expect(shownHeaders(kept, [])).toEqual([
    ...['set-cookie', '***', 'set-cookie', '***', 'content-type', 'text/plain'],
  ]);
});
