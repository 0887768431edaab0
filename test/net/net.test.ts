import { afterEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import type { Net } from '../../main/net/net.ts';
import { errorCode } from '../../main/net/net-errors.ts';
import { requestText } from '../../main/net/request-text.ts';
import type { TextAnswer, TextRequest } from '../../main/net/request-text.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { startFakeUpstream } from '../support/fake-upstream.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { startStranger } from '../support/strangers.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function fakeOf(): Promise<FakeUpstream> {
  const fake = await startFakeUpstream({ dialect: 'ollama', mark: 'alpha' });
  closers.push(() => fake.close());
  return fake;
}

function netOf(ownPorts: readonly number[] = []): Net {
  const net = createNet({ ownPorts: () => new Set(ownPorts) });
  closers.push(() => net.close());
  return net;
}

const get = (net: Net, url: string, more: Partial<TextRequest> = {}): Promise<TextAnswer> =>
  requestText(net, { purpose: 'probe', url, reach: 'this-machine', timeoutMs: 4000, ...more });

const codeOf = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'no error',
    (error: unknown) => errorCode(error),
  );

test('an answer of this machine comes as text, whatever its status', async () => {
  const fake = await fakeOf();
  const net = netOf();
  expect(await get(net, `${fake.url}/`)).toMatchObject({ status: 200, text: 'Ollama is running' });
  expect(await get(net, `${fake.url}/nothing`)).toMatchObject({ status: 404 });
});

test('a redirect is an answer and is not followed', async () => {
  const [fake, other] = [await fakeOf(), await fakeOf()];
  await fake.setFault({ type: 'redirect', location: `${other.url}/`, everywhere: true });
  expect(await get(netOf(), `${fake.url}/`)).toMatchObject({ status: 307 });
  expect(other.requests).toHaveLength(0);
});

test('a time limit runs on the clock that it is given', async () => {
  const silent = await startStranger('silent');
  closers.push(() => silent.close());
  const clock = createFakeClock();
  const code = codeOf(get(netOf(), `http://127.0.0.1:${silent.port}/`, { timeoutMs: 3_600_000, clock }));
  await silent.waitFor('requests', 1);
  clock.advance(3_600_000);
  expect(await code).toBe('MODELTRAY_TIMEOUT');
  await silent.waitFor('closed', 1);
  expect(clock.pending()).toEqual([]);
});

test('a session has one connection to a server, and its end is not its net’s', async () => {
  const fake = await fakeOf();
  const net = netOf();
  const session = net.session();
  await Promise.all(['/', '/api/version', '/api/tags'].map((path) => get(session, fake.url + path)));
  expect(fake.counters.connections).toBe(1);
  await session.close();
  expect(await codeOf(get(session, `${fake.url}/`))).toBe('');
  expect(await get(net, `${fake.url}/`)).toMatchObject({ status: 200 });
  const another = net.session();
  await net.close();
  expect(await codeOf(get(another, `${fake.url}/`))).toBe('');
});

test('idle connections are dropped, and what runs on one is not', async () => {
  const fake = await fakeOf();
  const net = netOf();
  const lastConnection = (): number => fake.requests.at(-1)?.connection ?? 0;
  await get(net, `${fake.url}/`);
  const { connections } = fake.counters;
  net.dropIdle();
  await get(net, `${fake.url}/`);
  expect(lastConnection()).toBeGreaterThan(connections);
  await fake.setFault({ type: 'hang', everywhere: true });
  const running = get(net, `${fake.url}/api/version`);
  await fake.waitFor('requests', 3);
  net.dropIdle();
  await fake.setFault(null);
  expect((await get(net, `${fake.url}/`)).status).toBe(200);
  expect(lastConnection()).toBe(fake.counters.connections);
  expect(fake.counters.aborted, 'it still runs').toBe(0);
  await net.close();
  await expect(running).rejects.toThrow();
  await fake.waitFor('aborted', 1);
});

test('a close ends what still runs on a dropped connection too', async () => {
  const fake = await fakeOf();
  const net = netOf();
  await fake.setFault({ type: 'hang', everywhere: true });
  const running = codeOf(get(net, `${fake.url}/`));
  await fake.waitFor('requests', 1);
  net.dropIdle();
  await net.close();
  expect(await running).not.toBe('no error');
  await fake.waitFor('aborted', 1);
});

test('what lies beyond the reach is refused before it is connected', async () => {
  const net = netOf();
  expect(await codeOf(get(net, 'http://10.1.2.3:1/'))).toBe('MODELTRAY_OUT_OF_REACH');
  const near = { reach: 'private-network' } as const;
  expect(await codeOf(get(net, 'http://203.0.113.7:1/', near))).toBe('MODELTRAY_OUT_OF_REACH');
  expect(await codeOf(get(net, 'http://cloud.example.test:1/', near))).toBe('MODELTRAY_OUT_OF_REACH');
});

test('our own listeners are refused by every spelling, but for the question to ourselves', async () => {
  const fake = await fakeOf();
  const net = netOf([fake.port]);
  for (const host of ['127.0.0.1', 'localhost', '127.0.0.2', '[::1]']) {
    expect(await codeOf(get(net, `http://${host}:${fake.port}/`)), host).toBe('MODELTRAY_SELF_LOOP');
  }
  expect(fake.counters.connections).toBe(0);
  expect((await get(net, `${fake.url}/`, { purpose: 'ask' })).status).toBe(200);
});

test('a refused connection is told by the system’s code', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'refuse' });
  expect(await codeOf(get(netOf(), `${fake.url}/`))).toBe('ECONNREFUSED');
});

test('a server that is silent past the limit is left, and its connection closed', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'hang', everywhere: true });
  expect(await codeOf(get(netOf(), `${fake.url}/`, { timeoutMs: 30 }))).toBe('MODELTRAY_TIMEOUT');
  await fake.waitFor('aborted', 1);
});

test('an answer larger than asked for is left', async () => {
  const fake = await fakeOf();
  const request = get(netOf(), `${fake.url}/api/tags`, { maxBytes: 10 });
  expect(await codeOf(request)).toBe('MODELTRAY_TOO_LARGE');
});

test('whoever asked may stop it', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'hang', everywhere: true });
  const stop = new AbortController();
  const request = get(netOf(), `${fake.url}/`, { signal: stop.signal });
  const failed = expect(request).rejects.toMatchObject({ name: 'AbortError' });
  await fake.waitFor('requests', 1);
  stop.abort();
  await failed;
  await fake.waitFor('aborted', 1);
});

test('a system proxy in the environment is not used', async () => {
  const [fake, proxy] = [await fakeOf(), await fakeOf()];
  const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy'] as const;
  const before = names.map((name) => process.env[name]);
  names.forEach((name) => (process.env[name] = proxy.url));
  try {
    expect((await get(netOf(), `${fake.url}/`)).text).toBe('Ollama is running');
  } finally {
    names.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    });
  }
  expect(proxy.counters.connections).toBe(0);
});

test('closing destroys what is open', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'hang', everywhere: true });
  const net = netOf();
  const failed = codeOf(get(net, `${fake.url}/`));
  await fake.waitFor('requests', 1);
  await net.close();
  expect(await failed).not.toBe('no error');
  await fake.waitFor('aborted', 1);
});
