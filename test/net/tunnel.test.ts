/** Cloud servers through a proxy of the user's. The proxy of these tests answers CONNECT by leading to a server here. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import type { Net, NetOptions } from '../../main/net/net.ts';
import { errorCode, proxyTroubleOf } from '../../main/net/net-errors.ts';
import { requestText } from '../../main/net/request-text.ts';
import type { TextAnswer } from '../../main/net/request-text.ts';
import { createCounters } from '../support/counters.ts';
import type { Awaitable } from '../support/counters.ts';
import { startFakeUpstream } from '../support/fake-upstream.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface FakeProxy {
  url: string;
  /** What was asked for, with the login that came along. */
  asked: string[];
  counters: Awaitable<'asked' | 'closed'>;
}

/** Leads every CONNECT to `port`; or answers with `status`, where one is given; 0 never answers. */
async function startProxy(port: number, status = 200): Promise<FakeProxy> {
  const asked: string[] = [];
  const counters = createCounters(['asked', 'closed']);
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (req, socket: Socket) => {
    sockets.add(socket);
    asked.push(`${req.url ?? ''} ${req.headers['proxy-authorization'] ?? ''}`.trim());
    counters.add('asked');
    socket.once('close', () => counters.add('closed'));
    if (status === 0) {
      socket.on('end', () => socket.end()).resume();
      return;
    }
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, counters };
}

async function fake(): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream({ dialect: 'ollama', mark: 'alpha' });
  closers.push(() => upstream.close());
  return upstream;
}

function netOf(options: Partial<NetOptions>): Net {
  const net = createNet({ ownPorts: () => new Set(), ...options });
  closers.push(() => net.close());
  return net;
}

const get = (net: Net, url: string): Promise<TextAnswer> =>
  requestText(net, { purpose: 'probe', url, reach: 'cloud', timeoutMs: 4000 });
const codeOf = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'no error',
    (error: unknown) => errorCode(error),
  );

test('a cloud server is reached through the proxy, by name, and the proxy gets its login', async () => {
  const upstream = await fake();
  const proxy = await startProxy(upstream.port);
  const wanted: string[] = [];
  const net = netOf({
    proxiesFor: (url) => {
      wanted.push(url);
      return Promise.resolve([proxy.url.replace('//', '//me:secret@')]);
    },
  });
  const answer = await get(net, 'http://cloud.invalid:8443/');
  expect(answer).toMatchObject({ status: 200, text: 'Ollama is running' });
  const login = Buffer.from('me:secret').toString('base64');
  expect(proxy.asked).toEqual([`cloud.invalid:8443 Basic ${login}`]);
  expect(wanted).toEqual(['http://cloud.invalid:8443']);
});

test('what is said to an https server goes encrypted through it, and asks for the server by its name', async () => {
  const said: Buffer[] = [];
  const server = createTcpServer((socket) => {
    socket.once('data', (bytes: Buffer) => {
      said.push(bytes);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const proxy = await startProxy((server.address() as AddressInfo).port);
  const net = netOf({ proxiesFor: () => Promise.resolve([proxy.url]) });
  await codeOf(get(net, 'https://cloud.invalid/v1/models'));
  expect(proxy.asked).toEqual(['cloud.invalid:443']);
  // A TLS handshake (record type 22, RFC 8446 5.1) whose server name extension is readable.
  expect(said[0]?.[0]).toBe(22);
  expect(said[0]?.includes('cloud.invalid')).toBe(true);
  expect(said[0]?.includes('/v1/models')).toBe(false);
});

test('servers of this machine never are', async () => {
  const upstream = await fake();
  const proxy = await startProxy(upstream.port);
  const net = netOf({ proxiesFor: () => Promise.resolve([proxy.url]) });
  expect(await get(net, `${upstream.url}/`)).toMatchObject({ status: 200 });
  expect(await get(net, `http://localhost:${upstream.port}/`)).toMatchObject({ status: 200 });
  expect(proxy.asked).toEqual([]);
});

test('with a lock on, the proxy is not even asked', async () => {
  const upstream = await fake();
  const proxy = await startProxy(upstream.port);
  const net = netOf({ proxiesFor: () => Promise.resolve([proxy.url]), limit: () => 'private-network' });
  expect(await codeOf(get(net, 'https://cloud.invalid/'))).toBe('MODELTRAY_OUT_OF_REACH');
  expect(proxy.asked).toEqual([]);
});

test.each([
  ['refuses', async () => (await startProxy(1, 407)).url],
  ['is of another kind', () => Promise.resolve('quic://127.0.0.1:1080')],
  ['is not there', () => Promise.resolve('http://127.0.0.1:1')],
  ['is no address', () => Promise.resolve('not an address')],
])('a proxy that %s is said, and nothing goes past it', async (_name, urlOf) => {
  const proxy = await urlOf();
  const net = netOf({ proxiesFor: () => Promise.resolve([proxy]) });
  const failing = get(net, 'http://cloud.invalid/');
  expect(await codeOf(failing)).toBe('MODELTRAY_PROXY_FAILED');
});

test('our own port is no proxy', async () => {
  const net = netOf({
    ownPorts: () => new Set([9999]),
    proxiesFor: () => Promise.resolve(['http://127.0.0.1:9999']),
  });
  expect(await codeOf(get(net, 'http://cloud.invalid/'))).toBe('MODELTRAY_SELF_LOOP');
});

const problemOf = (failing: Promise<unknown>): Promise<string | undefined> =>
  failing.then(
    () => 'no error',
    (error: unknown) => proxyTroubleOf(error)?.problem,
  );

test.each([
  [407, 'login'],
  [403, 'forbidden'],
  [502, 'beyond'],
  [405, 'not-a-proxy'],
])('what it answers is understood: %i', async (status, problem) => {
  const { url } = await startProxy(1, status);
  const net = netOf({ proxiesFor: () => Promise.resolve([url]) });
  expect(await problemOf(get(net, 'http://cloud.invalid/'))).toBe(problem);
});

test('one that never answers is left after the time for connecting, and its socket closed', async () => {
  const { url, counters } = await startProxy(1, 0);
  const net = netOf({ proxiesFor: () => Promise.resolve([url]), connectTimeoutMs: () => 60 });
  expect(await problemOf(get(net, 'http://cloud.invalid/'))).toBe('silent');
  await counters.waitFor('closed', 1);
});

test('closing ends what is being opened, at once', async () => {
  const { url, counters } = await startProxy(1, 0);
  const net = netOf({ proxiesFor: () => Promise.resolve([url]), connectTimeoutMs: () => 60_000 });
  const failing = codeOf(get(net, 'http://cloud.invalid/'));
  await counters.waitFor('asked', 1);
  await net.close();
  await counters.waitFor('closed', 1);
  await failing;
});

test('a lone % in its login is one', async () => {
  const proxy = await startProxy((await fake()).port);
  const url = proxy.url.replace('//', '//me:100%@');
  await get(netOf({ proxiesFor: () => Promise.resolve([url]) }), 'http://cloud.invalid/');
  expect(proxy.asked).toEqual([`cloud.invalid:80 Basic ${Buffer.from('me:100%').toString('base64')}`]);
});
