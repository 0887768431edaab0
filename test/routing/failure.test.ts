import { expect, test } from 'vitest';
import { classifyConnectionError, mayTryNext, readRetryAfterMs } from '../../main/routing/failure.ts';

test.each([
  ['ECONNREFUSED', { kind: 'unreachable', reason: 'refused' }],
  ['UND_ERR_CONNECT_TIMEOUT', { kind: 'unreachable', reason: 'connect-timeout' }],
  ['EHOSTUNREACH', { kind: 'unreachable', reason: 'connect-timeout' }],
  ['ENOTFOUND', { kind: 'unreachable', reason: 'name-not-found' }],
  ['MODELTRAY_SELF_LOOP', { kind: 'unreachable', reason: 'own-address' }],
  ['MODELTRAY_OUT_OF_REACH', { kind: 'unreachable', reason: 'out-of-reach' }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { kind: 'unreachable', reason: 'tls' }],
  ['HPE_INVALID_CONSTANT', { kind: 'not-http' }],
  ['ECONNRESET', { kind: 'reset' }],
  ['UND_ERR_SOCKET', { kind: 'reset' }],
  ['', { kind: 'unreachable', reason: 'other' }],
])('%s is %o', (code, failure) => {
  expect(classifyConnectionError(code)).toEqual(failure);
});

test('Retry-After is read where it counts seconds', () => {
  expect(['7', '0', ' 120 '].map(readRetryAfterMs)).toEqual([7000, 0, 120_000]);
  const unread = [undefined, '', '-1', '1.5', 'soon', 'Wed, 21 Oct 2026 07:28:00 GMT', '9'.repeat(12)];
  expect(unread.map(readRetryAfterMs)).toEqual(unread.map(() => undefined));
});

test('a refused key is not tried elsewhere, a refused connection is', () => {
  expect(mayTryNext({ kind: 'unauthorized', status: 401 })).toBe(false);
  expect(mayTryNext({ kind: 'locked-key' })).toBe(false);
  expect(mayTryNext({ kind: 'unreachable', reason: 'refused' })).toBe(true);
});
