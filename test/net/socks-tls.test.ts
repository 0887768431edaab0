/** TLS through a SOCKS proxy ends at the server alone, which has to prove its name. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import { errorCode } from '../../main/net/net-errors.ts';
import { requestText } from '../../main/net/request-text.ts';
import type { TextAnswer } from '../../main/net/request-text.ts';
import { useScope } from '../support/scope.ts';
import { selfSigned } from '../support/self-signed.ts';
import { startSocksServer } from '../support/socks-server.ts';
import type { SocksServer } from '../support/socks-server.ts';

const scope = useScope();
const { createSecureContext } = tls;
afterEach(() => void (tls.createSecureContext = createSecureContext));

/** As a system does that has `cert` among its authorities. */
function trust(cert: string): void {
  tls.createSecureContext = (options) => createSecureContext({ ...options, ca: cert });
}

const { cert, key } = selfSigned('cloud.invalid');

async function setUp(): Promise<{ proxy: SocksServer; answered: string[] }> {
  const answered: string[] = [];
  const server = createServer({ cert, key }, (req, res) => {
    answered.push(req.url ?? '');
    res.end('over TLS');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.later(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const proxy = await startSocksServer({ target: (server.address() as AddressInfo).port });
  scope.later(() => proxy.close());
  return { proxy, answered };
}

function get(proxy: SocksServer, url: string): Promise<TextAnswer> {
  const proxiesFor = (): Promise<string[]> => Promise.resolve([`socks5h://${proxy.address}`]);
  const net = createNet({ ownPorts: () => new Set(), proxiesFor });
  scope.later(() => net.close());
  return requestText(net, { purpose: 'probe', url, reach: 'cloud', timeoutMs: 4000 });
}

const codeOf = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'no error',
    (error: unknown) => errorCode(error),
  );

test('a server that proves its name is asked, and what is said to it cannot be read on the way', async () => {
  trust(cert);
  const { proxy, answered } = await setUp();
  const answer = await get(proxy, 'https://cloud.invalid/v1/models');
  expect(answer).toMatchObject({ status: 200, text: 'over TLS' });
  expect(proxy.asked).toEqual(['name cloud.invalid:443']);
  expect(answered).toEqual(['/v1/models']);
  expect(proxy.relayed()).toContain('cloud.invalid');
  expect(proxy.relayed()).not.toContain('/v1/models');
});

test.each([
  ['that nobody vouches for', 'https://cloud.invalid/', null, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['with another name', 'https://other.invalid/', cert, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('a server %s gets no request, and no socket is left', async (_, url, trusted, code) => {
  if (trusted !== null) trust(trusted);
  const { proxy, answered } = await setUp();
  expect(await codeOf(get(proxy, url))).toBe(code);
  expect(answered).toEqual([]);
  await proxy.counters.waitFor('closed', 1);
});
