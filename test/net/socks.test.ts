/** Cloud servers through a SOCKS proxy, over real sockets. The proxy of these tests leads everything to a server here. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import type { Net, NetOptions } from '../../main/net/net.ts';
import { errorCode, proxyTroubleOf } from '../../main/net/net-errors.ts';
import { requestText } from '../../main/net/request-text.ts';
import type { TextAnswer } from '../../main/net/request-text.ts';
import { countOutgoing } from '../support/count-connections.ts';
import type { Outgoing } from '../support/count-connections.ts';
import { eventually } from '../support/eventually.ts';
import { useScope } from '../support/scope.ts';
import { startSocksServer } from '../support/socks-server.ts';
import type { SocksServer, SocksServerOptions } from '../support/socks-server.ts';

const scope = useScope();
let outgoing: Outgoing;
beforeEach(() => (outgoing = countOutgoing()));
afterEach(() => outgoing.restore());

async function socks(options: Partial<SocksServerOptions> = {}): Promise<SocksServer> {
  const target = options.target ?? (await scope.fake()).port;
  const server = await startSocksServer({ ...options, target });
  scope.later(() => server.close());
  return server;
}

function netThrough(proxies: string | (string | null)[], options: Partial<NetOptions> = {}): Net {
  const proxiesFor = (): Promise<(string | null)[]> => Promise.resolve([proxies].flat());
  const net = createNet({ ownPorts: () => new Set(), proxiesFor, ...options });
  scope.later(() => net.close());
  return net;
}

const get = (net: Net, url = 'http://cloud.invalid:8443/'): Promise<TextAnswer> =>
  requestText(net, { purpose: 'probe', url, reach: 'cloud', timeoutMs: 8000 });
const errorOf = (failing: Promise<unknown>): Promise<unknown> =>
  failing.then(
    () => 'no error',
    (error: unknown) => error,
  );
const problemOf = async (failing: Promise<unknown>): Promise<string | undefined> =>
  proxyTroubleOf(await errorOf(failing))?.problem;

const answered = { status: 200, text: 'Ollama is running' };

test.each(['socks5', 'socks5h', 'socks', 'socks4a', 'socks4'])(
  '%s: the proxy gets the server’s name, and nothing is looked up here',
  async (scheme) => {
    const proxy = await socks();
    expect(await get(netThrough(`${scheme}://${proxy.address}`))).toMatchObject(answered);
    expect(proxy.asked).toEqual(['name cloud.invalid:8443']);
    expect([outgoing.connected, outgoing.lookedUp]).toEqual([[], []]);
  },
);

test('an address is handed over as one', async () => {
  const proxy = await socks();
  const net = netThrough(`socks5://${proxy.address}`);
  expect(await get(net, 'http://203.0.113.7/')).toMatchObject(answered);
  expect(await get(net, 'http://[2001:db8::7]/')).toMatchObject(answered);
  expect(proxy.asked).toEqual(['ipv4 203.0.113.7:80', 'ipv6 20010db8000000000000000000000007:80']);
});

test.each(['ipv4', 'ipv6', 'name'] as const)('an answer in pieces, bound to an %s', async (bound) => {
  const proxy = await socks({ bound, inPieces: true, login: { user: 'me', password: 'secret' } });
  const net = netThrough(`socks5://me:secret@${proxy.address}`);
  expect(await get(net)).toMatchObject(answered);
});

test('one connection serves one request after the other', async () => {
  const proxy = await socks();
  const net = netThrough(`socks5://${proxy.address}`).session();
  await get(net);
  await get(net);
  expect(proxy.counters.counts.connections).toBe(1);
});

test('user and password go along, whatever signs are in them', async () => {
  const proxy = await socks({ login: { user: 'mé:@', password: '100% 密' } });
  const net = netThrough(`socks5://m%C3%A9%3A%40:100%%20%E5%AF%86@${proxy.address}`);
  // A lone % makes the whole password plain text, so that it cannot be read as anything else.
  expect(await problemOf(get(net))).toBe('login');
  const encoded = netThrough(`socks5://m%C3%A9%3A%40:100%25%20%E5%AF%86@${proxy.address}`);
  expect(await get(encoded)).toMatchObject(answered);
  expect(proxy.asked).toEqual(['name cloud.invalid:8443 as mé:@:100% 密']);
});

test('servers of this machine are never reached through it', async () => {
  const upstream = await scope.fake();
  const proxy = await socks();
  const net = netThrough(`socks5://${proxy.address}`);
  for (const host of ['127.0.0.1', 'localhost']) {
    expect(await get(net, `http://${host}:${upstream.port}/`)).toMatchObject(answered);
  }
  expect(proxy.counters.counts.connections).toBe(0);
});

test.each(['this-machine', 'private-network'] as const)(
  'with %s as the limit it is not even asked, and nobody asks which one it is',
  async (limit) => {
    let questions = 0;
    const proxy = await socks();
    const proxiesFor = (): Promise<string[]> => {
      questions += 1;
      return Promise.resolve([`socks5://${proxy.address}`]);
    };
    const net = netThrough([], { limit: () => limit, proxiesFor });
    expect(errorCode(await errorOf(get(net, 'https://cloud.invalid/')))).toBe('MODELTRAY_OUT_OF_REACH');
    expect([questions, proxy.counters.counts.connections]).toEqual([0, 0]);
  },
);

const login = { user: 'me', password: 'secret' };
const refusals: [name: string, options: Partial<SocksServerOptions>, problem: string, way?: string][] = [
  ['wants a login and gets none', { login }, 'login'],
  ['gets the wrong login', { login }, 'login', 'me:wrong@'],
  ['takes no way of logging in', { fault: 'no-method' }, 'login'],
  ['fails (1)', { fault: { reply: 1 } }, 'beyond'],
  ['forbids it (2)', { fault: { reply: 2 } }, 'forbidden'],
  ['has no network (3)', { fault: { reply: 3 } }, 'beyond'],
  ['does not reach the host (4)', { fault: { reply: 4 } }, 'beyond'],
  ['was refused there (5)', { fault: { reply: 5 } }, 'beyond'],
  ['took too many hops (6)', { fault: { reply: 6 } }, 'beyond'],
  ['cannot connect (7)', { fault: { reply: 7 } }, 'forbidden'],
  ['does not know such addresses (8)', { fault: { reply: 8 } }, 'forbidden'],
  ['answers with a code that does not exist', { fault: { reply: 77 } }, 'not-a-proxy'],
  ['hangs up on the greeting', { fault: 'close' }, 'not-a-proxy'],
  ['hangs up on the request', { fault: 'close-at-request' }, 'not-a-proxy'],
  ['is an HTTP server', { fault: 'garbage' }, 'not-a-proxy'],
  ['grants with an address that is none', { fault: 'bad-address' }, 'not-a-proxy'],
];

test.each(refusals)(
  'a proxy that %s is said without its login, and its socket is closed',
  async (_, options, problem, way = '') => {
    const proxy = await socks(options);
    const error = await errorOf(get(netThrough(`socks5://${way}${proxy.address}`)));
    expect(errorCode(error)).toBe('MODELTRAY_PROXY_FAILED');
    expect(proxyTroubleOf(error)).toEqual({ proxy: `socks5://${proxy.address}`, problem });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/wrong|me:/);
    await proxy.counters.waitFor('closed', 1);
  },
);

test.each([
  [0x5b, 'beyond'],
  [0x5c, 'login'],
  [0x5d, 'login'],
  [0x20, 'not-a-proxy'],
])('SOCKS 4 refuses in its own way: %i', async (reply, problem) => {
  const proxy = await socks({ fault: { reply } });
  expect(await problemOf(get(netThrough(`socks4a://${proxy.address}`)))).toBe(problem);
});

test.each(['hang', 'hang-at-request'] as const)(
  'one that goes silent (%s) is left after the time for connecting, and its socket closed',
  async (fault) => {
    const proxy = await socks({ fault });
    const net = netThrough(`socks5://${proxy.address}`, { connectTimeoutMs: () => 60 });
    expect(await problemOf(get(net))).toBe('silent');
    await proxy.counters.waitFor('closed', 1);
  },
);

test('a login that no proxy can take is said before it is asked', async () => {
  const proxy = await socks();
  const net = netThrough(`socks5://me:${'x'.repeat(256)}@${proxy.address}`);
  expect(await problemOf(get(net))).toBe('login');
  expect(proxy.counters.counts.connections).toBe(0);
});

test.each([
  ['socks5://127.0.0.1:1', 'down'],
  ['quic://127.0.0.1:1', 'unusable'],
  ['not an address', 'unusable'],
])('what cannot be used is said: %s', async (proxy, problem) => {
  expect(proxyTroubleOf(await errorOf(get(netThrough(proxy))))).toEqual({ proxy, problem });
});

test('an address that cannot be read is shown without what may be a login', async () => {
  const error = await errorOf(get(netThrough('quic://me:secret@127.0.0.1:1/path')));
  expect(proxyTroubleOf(error)?.proxy).toBe('quic://127.0.0.1:1');
  const broken = await errorOf(get(netThrough('me:secret@127.0.0.1:99999')));
  expect(proxyTroubleOf(broken)?.proxy).toBe('127.0.0.1:99999');
});

test('our own port is no proxy, whatever the address is called', async () => {
  const proxy = await socks();
  const own = { ownPorts: () => new Set([proxy.port]) };
  for (const host of ['127.0.0.1', 'LOCALHOST', '127.1']) {
    const error = await errorOf(get(netThrough(`socks5://${host}:${proxy.port}`, own)));
    expect(errorCode(error), host).toBe('MODELTRAY_SELF_LOOP');
  }
  expect(proxy.asked).toEqual([]);
});

test('closing ends what is being opened, at once', async () => {
  const proxy = await socks({ fault: 'hang-at-request' });
  const net = netThrough(`socks5://${proxy.address}`, { connectTimeoutMs: () => 60_000 });
  const failing = errorOf(get(net));
  await eventually(() => proxy.asked.length === 1);
  await net.close();
  await proxy.counters.waitFor('closed', 1);
  await failing;
});

test('a request that is given up takes its connection through the proxy with it', async () => {
  const upstream = await scope.fake();
  await upstream.setFault({ type: 'hang' });
  const proxy = await socks({ target: upstream.port });
  const net = netThrough(`socks5://${proxy.address}`);
  const error = new Promise<Error>((resolve) => {
    net.dispatch(
      {
        purpose: 'forward',
        origin: 'http://cloud.invalid',
        path: '/v1/chat/completions',
        method: 'POST',
        headers: ['content-type', 'application/json'],
        body: Buffer.from('{"model":"tiny:latest"}'),
        reach: 'cloud',
      },
      {
        onRequestStart: (controller) => {
          const giveUp = (): void => controller.abort(new Error('given up'));
          upstream.waitFor('requests', 1).then(giveUp, giveUp);
        },
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => undefined,
        onResponseError: (_controller, reason) => resolve(reason),
      },
    );
  });
  expect(String(await error)).toContain('given up');
  await proxy.counters.waitFor('closed', 1);
  await upstream.waitFor('aborted', 1);
});

test('after many refusals no socket is left', async () => {
  const proxy = await socks({ fault: { reply: 5 } });
  const net = netThrough(`socks5://${proxy.address}`);
  await Promise.all(Array.from({ length: 20 }, () => errorOf(get(net))));
  const { counts } = proxy.counters;
  await proxy.counters.waitUntil('every socket to close', () => counts.closed === counts.connections);
  expect(counts.connections).toBeGreaterThan(0);
});

test('the next way is taken where a proxy is not there, and no other', async () => {
  const proxy = await socks();
  const dead = 'socks5://127.0.0.1:1';
  expect(await get(netThrough([dead, `socks5://${proxy.address}`]))).toMatchObject(answered);
  const strict = await socks({ fault: { reply: 2 } });
  const failing = get(netThrough([`socks5://${strict.address}`, `socks5://${proxy.address}`]));
  expect(await problemOf(failing)).toBe('forbidden');
  expect(proxy.counters.counts.connections).toBe(1);
});

test('where no way leads there, the proxy that is wanted first is the one that is told', async () => {
  const net = netThrough(['socks5://127.0.0.1:1', 'http://127.0.0.1:2', 'quic://127.0.0.1:3']);
  expect(proxyTroubleOf(await errorOf(get(net)))).toEqual({ proxy: 'socks5://127.0.0.1:1', problem: 'down' });
});

test('null among the ways is none: the server is asked directly, and only then', async () => {
  const net = netThrough(['socks5://127.0.0.1:1', null], { connectTimeoutMs: () => 500 });
  const error = await errorOf(get(net, 'http://cloud.invalid/'));
  expect(proxyTroubleOf(error)?.problem).toBe('down');
  expect(outgoing.lookedUp).toEqual(['cloud.invalid']);
});
