import { expect, test } from 'vitest';
import { corsHeaders, findPresented, isHostAllowed, judgeOrigin } from '../../main/proxy/guard.ts';

test.each([
  ['127.0.0.1:9999', true],
  ['127.0.0.1', true],
  ['[::1]:9999', true],
  ['192.168.1.4:9999', true],
  ['localhost:9999', true],
  ['LOCALHOST', true],
  ['host.docker.internal:9999', true],
  ['gateway.docker.internal', true],
  ['host.containers.internal', true],
  ['my-box.lan:9999', true],
  ['evil.test', false],
  ['evil.test:9999', false],
  ['localhost.evil.test', false],
  ['127.0.0.1.evil.test', false],
  ['[evil]', false],
  ['', false],
])('the host %s is allowed: %s', (host, isAllowed) => {
  expect(isHostAllowed(host, ['my-box.lan'])).toBe(isAllowed);
});

test('an HTTP/1.0 client without a Host header passes', () => {
  expect(isHostAllowed(undefined, [])).toBe(true);
});

test('an origin passes only by its exact name, and `null` is one', () => {
  const allowed = ['https://app.test'];
  expect(judgeOrigin({}, allowed)).toEqual({ kind: 'none' });
  expect(judgeOrigin({ origin: 'https://app.test' }, allowed).kind).toBe('allowed');
  expect(judgeOrigin({ origin: 'https://app.test:8443' }, allowed).kind).toBe('refused');
  expect(judgeOrigin({ origin: 'null' }, allowed).kind).toBe('refused');
  expect(judgeOrigin({ 'sec-fetch-site': 'cross-site' }, allowed).kind).toBe('refused');
  expect(judgeOrigin({ 'sec-fetch-site': 'same-origin' }, allowed).kind).toBe('none');
});

test('CORS names one origin and gives a preflight what it asked for', () => {
  const plain = corsHeaders('https://app.test', {});
  expect(plain.slice(0, 2)).toEqual(['access-control-allow-origin', 'https://app.test']);
  expect(plain).not.toContain('access-control-allow-methods');
  const preflight = corsHeaders('https://app.test', {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  });
  expect(preflight[preflight.indexOf('access-control-allow-headers') + 1]).toBe('authorization');
});

const keys = [
  { id: 'one', label: 'DB-GPT', value: 'sk-1' },
  { id: 'two', label: 'reports', value: 'sk-две' },
];

test('of several keys the one that came is found, in any script', () => {
  const latin1 = Buffer.from('sk-две').toString('latin1');
  expect(findPresented({ 'x-api-key': latin1 }, keys)?.label).toBe('reports');
  expect(findPresented({ 'x-api-key': 'sk-1' }, keys.slice(1))).toBeNull();
  expect(findPresented({ 'x-api-key': 'sk-1' }, keys)?.label).toBe('DB-GPT');
});

test.each([
  [{ authorization: 'Bearer sk-1' }, true],
  [{ authorization: 'bearer   sk-1 ' }, true],
  [{ 'x-api-key': 'sk-1' }, true],
  [{ 'api-key': 'sk-1' }, true],
  [{ authorization: 'Bearer sk-aaaaa', 'x-api-key': 'sk-1' }, true],
  [{ authorization: 'Basic sk-1' }, false],
  [{ authorization: 'Bearer sk-12' }, false],
  [{ authorization: 'Bearer ' }, false],
  [{}, false],
])('%o presents the key: %s', (headers, isPresented) => {
  expect(findPresented(headers, keys)?.id).toBe(isPresented ? 'one' : undefined);
});

test('a host that was added to the settings passes at once', () => {
  expect(isHostAllowed('box.test', [])).toBe(false);
  expect(isHostAllowed('box.test', ['box.test'])).toBe(true);
  expect(isHostAllowed('box.test', [])).toBe(false);
});
