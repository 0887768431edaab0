import { expect, test } from 'vitest';
import { classifyConnectionError } from '../../main/routing/failure.ts';

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
