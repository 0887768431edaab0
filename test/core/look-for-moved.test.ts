import { expect, test } from 'vitest';
import { createDiscovery } from '../../main/core/discovery.ts';
import type { Discovery } from '../../main/core/discovery.ts';
import { createNotices } from '../../main/core/notices.ts';
import { createNet } from '../../main/net/net.ts';
import { createRegistry } from '../../main/upstreams/registry.ts';
import { silentLog } from '../../shared/ports.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings, UpstreamSettings } from '../../shared/settings.ts';
import type { Notice } from '../../shared/app-state.ts';
import type { Health } from '../../shared/upstream.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { listing } from '../support/listeners.ts';
import type { ListenerSketch } from '../support/listeners.ts';
import { useScope } from '../support/scope.ts';
import { unknownModel } from '../../shared/model.ts';

const scope = useScope();

interface House {
  discovery: Discovery;
  /** What listens now; the tests change it. */
  listeners: ListenerSketch[];
  notices: () => Notice[];
  dismiss: (id: string) => boolean;
  setHealth: (slug: string, health: Health) => void;
  change: (update: (servers: UpstreamSettings[]) => UpstreamSettings[]) => void;
}

/** The discovery of a core whose listed servers are down. */
function houseOf(servers: readonly UpstreamSettings[], models: readonly string[], isAllowed = true): House {
  const clock = createFakeClock();
  const net = createNet({ ownPorts: () => new Set() });
  scope.later(() => net.close());
  let settings: Settings = { ...defaultSettings, upstreams: [...servers] };
  const registry = createRegistry({
    slugs: () => settings.upstreams.map(({ slug }) => slug),
    onChange: () => undefined,
    onHealthChange: () => undefined,
    onReport: () => undefined,
    now: () => 0,
  });
  const described = models.map((id) => ({ ...unknownModel(id, 'this-machine'), sources: {} }));
  const setHealth = (slug: string, health: Health): void =>
    registry.learn(slug, { ...registry.facts(slug), health, models: described });
  for (const { slug } of servers) setHealth(slug, 'unreachable');
  const notices = createNotices(() => undefined);
  const listeners: ListenerSketch[] = [];
  const discovery = createDiscovery({
    net,
    clock,
    log: silentLog,
    notices,
    settings: {
      get: () => settings,
      change: (update) => (settings = update(settings)),
    },
    upstreams: { facts: registry.facts, look: (slug) => Promise.resolve(registry.facts(slug)) },
    together: (looks) => looks(),
    listListeners: listing(listeners),
    surroundings: { home: '/nowhere', env: {} },
    ownPorts: () => new Set(),
    ownPid: process.pid,
    listed: () => settings.upstreams.map((one) => ({ ...one, models })),
    keyAt: () => null,
    isAllowed: () => isAllowed,
    isFirstStart: () => false,
    isDemoActive: () => false,
    mayAdd: () => true,
    onChange: () => undefined,
  });
  return {
    discovery,
    listeners,
    notices: () => notices.all(),
    dismiss: notices.dismiss,
    setHealth,
    change: (update) => (settings = { ...settings, upstreams: update([...settings.upstreams]) }),
  };
}

const listed = (slug: string, kind: UpstreamSettings['kind'], port = 1): UpstreamSettings => ({
  slug,
  name: slug,
  kind,
  baseUrl: `http://127.0.0.1:${port}`,
});
const at = ({ port }: FakeUpstream): string => `http://127.0.0.1:${port}`;

test('a server of its kind at a new port is offered, with what to do, and not added', async () => {
  const fake = await scope.fake({ models: [{ id: 'qwen3:8b' }] });
  const { discovery, listeners, notices } = houseOf([listed('ollama', 'ollama')], ['qwen3:8b']);
  listeners.push({ port: fake.port, name: 'ollama' });
  await discovery.lookForMoved('ollama');
  expect(notices()).toEqual([
    {
      id: 'server-moved-ollama',
      level: 'warning',
      text: { key: 'find.moved', params: { name: 'ollama', old: 'http://127.0.0.1:1', now: at(fake) } },
      actions: [{ do: 'move-server', slug: 'ollama', baseUrl: at(fake) }],
      canDismiss: true,
    },
  ]);
  expect(fake.counters.connections).toBe(1);
});

test('asked again about the same listener it asks nothing, and says nothing that was dismissed', async () => {
  const fake = await scope.fake();
  const { discovery, listeners, notices, dismiss } = houseOf([listed('ollama', 'ollama')], []);
  listeners.push({ port: fake.port, name: 'ollama', pid: 4711 });
  await discovery.lookForMoved('ollama');
  expect(dismiss('server-moved-ollama')).toBe(true);
  await discovery.lookForMoved('ollama');
  expect(fake.counters.connections).toBe(1);
  expect(notices()).toEqual([]);
  listeners[0] = { port: fake.port, name: 'ollama', pid: 4712 };
  await discovery.lookForMoved('ollama');
  expect(fake.counters.connections).toBe(2);
  expect(notices()).toHaveLength(1);
});

test('nothing is asked where nothing new may be of its kind', async () => {
  const [other, stranger] = [await scope.fake({ dialect: 'vllm' }), await scope.stranger('tomcat')];
  const { discovery, listeners, notices } = houseOf([listed('ollama', 'ollama')], []);
  listeners.push({ port: other.port, name: 'vllm' }, { port: stranger.port, name: 'java' });
  await discovery.lookForMoved('ollama');
  expect([other.counters.connections, stranger.counters.connections]).toEqual([0, 0]);
  expect(notices()).toEqual([]);
});

test('another software under its name is not it', async () => {
  const fake = await scope.fake({ dialect: 'openai' });
  const { discovery, listeners, notices } = houseOf([listed('ollama', 'ollama')], []);
  listeners.push({ port: fake.port, name: 'ollama' });
  await discovery.lookForMoved('ollama');
  expect(fake.counters.connections).toBe(1);
  expect(notices()).toEqual([]);
});

test('a listed server that answers is not asked, and is not what another has become', async () => {
  const fake = await scope.fake();
  const servers = [listed('one', 'ollama'), listed('two', 'ollama', fake.port)];
  const { discovery, listeners, notices, setHealth } = houseOf(servers, []);
  setHealth('two', 'healthy');
  listeners.push({ port: fake.port, name: 'ollama' });
  await discovery.lookForMoved('one');
  expect(fake.counters.connections).toBe(0);
  expect(notices()).toEqual([]);
});

test('the offer goes once the server answers again, has been moved or is no longer listed', async () => {
  const fake = await scope.fake();
  const settled: ((house: House) => void)[] = [
    ({ setHealth }) => setHealth('ollama', 'healthy'),
    ({ change }) => change((servers) => servers.map((one) => ({ ...one, baseUrl: at(fake) }))),
    ({ change }) => change(() => []),
    ({ change }) => change((servers) => [...servers, listed('other', 'ollama', fake.port)]),
  ];
  for (const settle of settled) {
    const house = houseOf([listed('ollama', 'ollama')], []);
    house.listeners.push({ port: fake.port, name: 'ollama' });
    await house.discovery.lookForMoved('ollama');
    expect(house.notices()).toHaveLength(1);
    settle(house);
    expect(house.notices()).toEqual([]);
  }
});

test('a server elsewhere, an unknown one, and a look that is not allowed ask nothing', async () => {
  const fake = await scope.fake();
  const far = { ...listed('far', 'ollama'), baseUrl: 'http://192.0.2.7:11434' };
  for (const [house, slug] of [
    [houseOf([far], []), 'far'],
    [houseOf([], []), 'nobody'],
    [houseOf([listed('ollama', 'ollama')], [], false), 'ollama'],
  ] as const) {
    house.listeners.push({ port: fake.port, name: 'ollama' });
    await house.discovery.lookForMoved(slug);
    expect(house.notices()).toEqual([]);
  }
  expect(fake.counters.connections).toBe(0);
});
