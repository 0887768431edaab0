/** A cloud server behind a SOCKS proxy, through the whole of ModelTray. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calls } from '../../shared/api.ts';
import type { Log } from '../../shared/ports.ts';
import { bearer, chatAs, openChatStream, streamQuestion } from '../support/chat.ts';
import type { Outgoing } from '../support/count-connections.ts';
import { countOutgoing } from '../support/count-connections.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf } from '../support/http-client.ts';
import type { RunningCore, StartCoreOptions } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';
import { startSocksServer } from '../support/socks-server.ts';
import type { SocksServer, SocksServerOptions } from '../support/socks-server.ts';

const scope = useScope();
let outgoing: Outgoing;
beforeEach(() => (outgoing = countOutgoing()));
afterEach(() => {
  outgoing.restore();
  vi.unstubAllEnvs();
});

const address = 'http://cloud.invalid:8443/v1';

async function setUp(
  options: Partial<SocksServerOptions>,
  coreOptions: (proxy: SocksServer) => StartCoreOptions,
): Promise<{ upstream: FakeUpstream; proxy: SocksServer; core: RunningCore }> {
  const upstream = await scope.fake({ mark: 'sky' });
  const proxy = await startSocksServer({ ...options, target: upstream.port });
  scope.later(() => proxy.close());
  const core = await scope.core(coreOptions(proxy));
  await core.api.calls.addUpstream({ baseUrl: address, name: 'Sky' });
  return { upstream, proxy, core };
}

const named = (proxy: SocksServer): StartCoreOptions => ({
  settings: { cloudProxy: { mode: 'address', address: `socks5://${proxy.address}` } },
});
const ask = (core: RunningCore) => chatAs(core, 'sky/tiny:latest', { headers: bearer(core.localKey) });

test('it is found, answers and streams through the proxy, and no name is looked up here', async () => {
  const { proxy, core } = await setUp({}, named);
  const answer = await ask(core);
  expect([answer.status, answer.headers['x-modeltray-upstream']]).toEqual([200, 'sky']);
  expect(answer.text).toContain('sky');
  const stream = await openChatStream(core, {
    body: { ...streamQuestion, model: 'sky/tiny:latest' },
    headers: bearer(core.localKey),
  });
  expect((await stream.done).text).toContain('[DONE]');
  expect(new Set(proxy.asked)).toEqual(new Set(['name cloud.invalid:8443']));
  expect([outgoing.connected, outgoing.lookedUp]).toEqual([[], []]);
});

test('without a desktop the environment’s ALL_PROXY is the system’s, its login included', async () => {
  const login = { user: 'me', password: 'secret' };
  const { proxy, core } = await setUp({ login }, ({ address: at }) => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, '');
      vi.stubEnv(name.toLowerCase(), '');
    }
    vi.stubEnv('ALL_PROXY', `socks5://me:secret@${at}`);
    return {};
  });
  expect((await ask(core)).status).toBe(200);
  expect(new Set(proxy.asked)).toEqual(new Set(['name cloud.invalid:8443 as me:secret']));
  vi.stubEnv('NO_PROXY', 'cloud.invalid');
  await core.api.calls.updateSettings({ cloudProxy: { mode: 'none' } });
  await core.api.calls.updateSettings({ cloudProxy: { mode: 'system' } });
  const before = proxy.asked.length;
  expect((await ask(core)).status).toBe(502);
  expect(proxy.asked).toHaveLength(before);
});

test('a lock holds before the proxy: it is not asked', async () => {
  const { proxy, core } = await setUp({}, named);
  await proxy.counters.waitFor('granted', 1);
  const before = proxy.counters.counts.connections;
  for (const locks of [{ noCloud: true }, { noCloud: false, onlyThisMachine: true }]) {
    await core.api.calls.updateSettings({ locks });
    await core.api.calls.lookAtServers({});
    expect(errorOf(await ask(core)).error.code).toBe('no_upstream');
  }
  expect(proxy.counters.counts.connections).toBe(before);
});

test('what went wrong is told by the proxy’s name, nowhere with its login', async () => {
  const said: unknown[] = [];
  const keep = (...words: unknown[]): void => void said.push(words);
  const log: Log = { error: keep, warn: keep, info: keep, debug: keep };
  let password = 'right';
  const login = { user: 'me', password };
  const { upstream, proxy, core } = await setUp({ login }, ({ address: at }) => ({
    log,
    shellPorts: { systemProxy: () => Promise.resolve([`socks5://me:${password}@${at}`]) },
  }));
  expect((await ask(core)).status).toBe(200);
  password = 'hunter2';
  upstream.dropConnections();
  const answer = await ask(core);
  const shown = `socks5://${proxy.address}`;
  expect([answer.status, errorOf(answer).error.code]).toEqual([502, 'upstream_unreachable']);
  expect(errorOf(answer).error.message).toContain(shown);
  const detail = core.core.state().upstreams.find(({ slug }) => slug === 'sky')?.healthDetail;
  expect(detail).toEqual({ key: 'proxy-trouble.login', params: { proxy: shown } });
  const { text } = await core.api.calls.exportSettings({});
  const everything = JSON.stringify([said, answer.text, core.core.state(), text]);
  expect(everything).not.toMatch(/hunter2|right@|me:/);
});

test('a change of the way holds at once: the next request takes the new one', async () => {
  const { proxy, core } = await setUp({}, named);
  const second = await startSocksServer({ target: (await scope.fake({ mark: 'moon' })).port });
  scope.later(() => second.close());
  expect((await ask(core)).text).toContain('sky');
  await core.api.calls.updateSettings({ cloudProxy: { address: `socks4a://${second.address}` } });
  expect((await ask(core)).text).toContain('moon');
  expect(second.asked).toEqual(['name cloud.invalid:8443']);
  expect(proxy.asked.length).toBeGreaterThan(0);
});

test('however often it failed, the proxy is what is told', async () => {
  const { core } = await setUp({}, named);
  await core.api.calls.updateSettings({ cloudProxy: { address: 'socks5://127.0.0.1:1' } });
  for (let turn = 0; turn < 7; turn += 1) {
    const failed = errorOf(await ask(core)).error;
    expect([turn, failed.code]).toEqual([turn, 'upstream_unreachable']);
    expect(failed.message).toContain('socks5://127.0.0.1:1');
  }
});

test('once the way is mended the next request goes it, however long its server was left out', async () => {
  const home = await scope.fake({ mark: 'home' });
  const { proxy, core } = await setUp({}, (at) => ({ ...named(at), upstreams: [home] }));
  const on = (upstream: string) => ({ candidates: [{ upstream, model: 'tiny:latest' }] });
  await core.api.calls.saveRoute(
    calls.saveRoute.input.parse({ alias: 'far', pools: [on('sky'), on('home')] }),
  );
  const answeredBy = async (): Promise<unknown> => {
    const { headers } = await chatAs(core, 'far', { headers: bearer(core.localKey) });
    return headers['x-modeltray-upstream'];
  };
  expect(await answeredBy()).toBe('sky');
  await core.api.calls.updateSettings({ cloudProxy: { address: 'socks5://127.0.0.1:1' } });
  for (let turn = 0; turn < 6; turn += 1) expect(await answeredBy()).toBe('home');
  await core.api.calls.updateSettings({ cloudProxy: { address: `socks5://${proxy.address}` } });
  expect(await answeredBy()).toBe('sky');
});
