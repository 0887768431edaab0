/** A street of servers and strangers, looked at through the real core: each named rightly, and nobody disturbed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { DiscoverEvent, DiscoverReport, FoundServer } from '../../shared/discovery.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { DialectName } from '../support/fake-types.ts';
import type { ListenerSketch } from '../support/listeners.ts';
import { listing } from '../support/listeners.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';
import { createConnectionGauge } from '../support/strangers.ts';
import type { StrangerKind } from '../support/strangers.ts';

const scope = useScope();

/** One row per dialect: what its process is called, and what it has to be named. */
const houses: readonly { dialect: DialectName; process: Partial<ListenerSketch>; kind: UpstreamKind }[] = [
  { dialect: 'ollama', process: { name: 'ollama', command: 'ollama serve' }, kind: 'ollama' },
  { dialect: 'lm-studio', process: { name: 'LM Studio' }, kind: 'lm-studio' },
  { dialect: 'llama-cpp', process: { name: 'llama-server' }, kind: 'llama-cpp' },
  { dialect: 'vllm', process: { name: 'python3.11', command: 'python3.11 -m vllm serve x' }, kind: 'vllm' },
  { dialect: 'openai', process: { name: 'vllm', command: 'vllm look-alike' }, kind: 'openai-compatible' },
];

const strangers: readonly { kind: StrangerKind; name: string }[] = [
  { kind: 'tomcat', name: 'java' },
  { kind: 'any-json', name: 'java' },
  { kind: 'garbage', name: 'redis-server' },
  { kind: 'closes', name: 'inetd' },
  { kind: 'endless', name: 'icecast' },
];

/** A core past its first start: a server is listed and no demo answers, so finds are shown and not added. */
async function coreLookingAt(
  sketches: readonly ListenerSketch[],
  clock = createFakeClock(),
): Promise<RunningCore> {
  const settings = { demo: { mode: 'off' } } as const;
  const core = await scope.core({ clock, settings, listListeners: listing(sketches) });
  await core.api.calls.addUpstream({ baseUrl: 'http://127.0.0.1:1', name: 'elsewhere' });
  return core;
}

function startLook(core: RunningCore, all: boolean) {
  const events: DiscoverEvent[] = [];
  const aborter = new AbortController();
  const context = { signal: aborter.signal, emit: (event: DiscoverEvent) => void events.push(event) };
  const report = core.api.jobs.discover({ all }, context);
  const found = (): FoundServer[] => events.flatMap((one) => (one.type === 'found' ? [one.server] : []));
  return { events, report, found, cancel: () => aborter.abort() };
}

const look = (core: RunningCore, all = false): Promise<DiscoverReport> => startLook(core, all).report;
const named = ({ servers }: DiscoverReport): Record<number, string> =>
  Object.fromEntries(servers.map(({ baseUrl, kind }) => [Number(new URL(baseUrl).port), kind]));

describe('each house', () => {
  test.each(houses)(
    '$dialect is named rightly, over one connection and with no generation',
    async (house) => {
      const { dialect, kind } = house;
      const fake = await scope.fake({ dialect, models: [{ id: 'one' }, { id: 'two', type: 'embedding' }] });
      const core = await coreLookingAt([{ port: fake.port, ...house.process }]);
      const report = await look(core);
      expect(report.servers).toMatchObject([
        { kind, baseUrl: fake.url, health: 'healthy', listedAs: null, mayBe: null },
      ]);
      expect(report.servers[0]?.models.map(({ id }) => id)).toEqual(['one', 'two']);
      expect(report).toMatchObject({ gone: ['elsewhere'], added: [], listeners: 1, candidates: 1 });
      expect(fake.counters).toMatchObject({ connections: 1, generations: 0 });
      expect(fake.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
      const questions = fake.requests.map(({ method, path }) => `${method} ${path}`);
      expect(new Set(questions).size).toBe(questions.length);
      expect(core.core.state().upstreams.map(({ slug }) => slug)).not.toContain(kind);
    },
  );

  test('a hint finds a server whose port and process say nothing', async () => {
    const fake = await scope.fake();
    const settings = { demo: { mode: 'off' } } as const;
    const listListeners = listing([{ port: fake.port, name: 'launcher' }]);
    const quiet = await scope.core({ settings, listListeners });
    const told = await scope.core({ settings, listListeners, env: { OLLAMA_HOST: `0.0.0.0:${fake.port}` } });
    for (const core of [quiet, told]) {
      await core.api.calls.addUpstream({ baseUrl: 'http://127.0.0.1:1', name: 'elsewhere' });
    }
    expect(named(await look(quiet))).toEqual({});
    const { servers } = await look(told);
    expect(servers.map(({ kind }) => kind)).toEqual(['ollama']);
    expect(servers[0]?.evidence[0]?.key).toBe('find.why.ollamaHost');
  });

  test('LM Studio is asked for nothing that it would log as an error', async () => {
    const fake = await scope.fake({ dialect: 'lm-studio' });
    await look(await coreLookingAt([{ port: fake.port, name: 'LM Studio' }]));
    const known = ['/lmstudio-greeting', '/api/v0/models', '/api/v1/models', '/v1/models'];
    expect(fake.requests.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([]);
  });

  test('a server that loads is found as loading, one that wants a key as unauthorized', async () => {
    const [loading, locked] = [
      await scope.fake({ dialect: 'llama-cpp' }),
      await scope.fake({ dialect: 'llama-cpp', key: 'sk-right' }),
    ];
    await loading.setFault({ type: 'loading', everywhere: true });
    const core = await coreLookingAt([
      { port: loading.port, name: 'llama-server' },
      { port: locked.port, name: 'llama-server' },
    ]);
    const { servers } = await look(core);
    const healthOf = ({ port }: FakeUpstream): unknown =>
      servers.find(({ baseUrl }) => baseUrl.endsWith(`:${port}`))?.health;
    expect([healthOf(loading), healthOf(locked)]).toEqual(['loading', 'unauthorized']);
  });
});

describe('strangers', () => {
  test.each(strangers)(
    '$kind is not asked without the user’s word, and is no server with it',
    async (one) => {
      const stranger = await scope.stranger(one.kind);
      const core = await coreLookingAt([{ port: stranger.port, name: one.name }]);
      expect(await look(core)).toMatchObject({ servers: [], listeners: 1, candidates: 0 });
      expect(stranger.counters.connections).toBe(0);
      expect(await look(core, true)).toMatchObject({ servers: [], candidates: 1 });
      expect(stranger.counters.connections).toBeGreaterThan(0);
      await stranger.waitUntil('all closed', ({ connections, closed }) => connections === closed);
      expect(stranger.counters.bytesSent).toBeLessThan(16 * 1024 * 1024);
    },
  );

  test('one that never answers costs its 800 ms of the injected clock, and no more', async () => {
    const stranger = await scope.stranger('silent');
    const clock = createFakeClock();
    const core = await coreLookingAt([{ port: stranger.port, name: 'ollama' }], clock);
    const before = clock.now();
    const { report } = startLook(core, false);
    await stranger.waitFor('requests', 1);
    clock.advance(799);
    expect(stranger.counters.closed).toBe(0);
    clock.advance(1);
    expect(await report).toMatchObject({ servers: [] });
    await stranger.waitFor('closed', 1);
    expect(clock.now() - before).toBe(800);
  });

  test('one that answers half of it is known by that half', async () => {
    const fake = await scope.fake({ dialect: 'vllm' });
    const slow = createServer((req, res) => {
      if (req.url === '/v1/models') res.end(JSON.stringify({ data: [{ id: 'a', owned_by: 'library' }] }));
      else if (req.url === '/api/version') res.end(JSON.stringify({ version: '0.32.15' }));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    scope.later(() => slow.closeAllConnections());
    scope.later(() => void slow.close());
    const { port } = slow.address() as AddressInfo;
    const clock = createFakeClock();
    const core = await coreLookingAt(
      [
        { port, name: 'ollama' },
        { port: fake.port, name: 'vllm' },
      ],
      clock,
    );
    const asked = new Promise<void>((resolve) => {
      slow.on('request', ({ url }) => url === '/api/tags' && resolve());
    });
    const { report, found } = startLook(core, false);
    await asked;
    await eventually(() => found().length === 1);
    clock.advance(800);
    const { servers } = await report;
    expect(servers.find(({ baseUrl }) => baseUrl.endsWith(`:${port}`))).toMatchObject({
      kind: 'ollama',
      health: 'unknown',
      models: [],
    });
  });
});

describe('our own', () => {
  test('the proxy, the panel, the demo and another instance are never found', async () => {
    const other = await scope.core({ upstreams: [await scope.fake()] });
    const panel = await scope.stranger('any-json');
    const sketches: ListenerSketch[] = [{ port: other.port, name: 'vllm' }];
    const core = await scope.core({ listListeners: listing(sketches) });
    core.core.reportPanel({ port: panel.port, url: null });
    const demo = core.core.state().upstreams.find(({ kind }) => kind === 'demo');
    const demoPort = Number(new URL(demo?.baseUrl ?? 'http://none:1').port);
    sketches.push(
      { port: core.port, name: 'ollama' },
      { port: panel.port, name: 'ollama' },
      { port: demoPort, name: 'ollama' },
    );
    for (const port of [core.port, panel.port, demoPort]) expect(port).toBeGreaterThan(1);
    const { events, report } = startLook(core, true);
    expect(await report).toMatchObject({ servers: [], listeners: 4, candidates: 1 });
    expect(events.flatMap((event) => (event.type === 'looking' ? [event.address] : []))).toEqual([
      `http://127.0.0.1:${other.port}`,
    ]);
    expect(panel.counters.connections).toBe(0);
  });
});

describe('kin', () => {
  test('runners and engines of a server that is found are left alone, even where all is looked at', async () => {
    const server = await scope.fake();
    const [runner, engine] = [await scope.stranger('silent'), await scope.stranger('silent')];
    const core = await coreLookingAt([
      {
        port: engine.port,
        name: 'llama-server',
        command: `llama-server --port ${engine.port}`,
        parentPid: 4711,
      },
      { port: runner.port, name: 'ollama', command: '/usr/bin/ollama runner --model x', parentPid: 4711 },
      { port: server.port, name: 'ollama', pid: 4711, command: '/usr/bin/ollama serve' },
    ]);
    expect(named(await look(core, true))).toEqual({ [server.port]: 'ollama' });
    expect([runner.counters.connections, engine.counters.connections]).toEqual([0, 0]);
  });

  test('a child of what is called like a server and is none is looked at', async () => {
    const [parent, child] = [await scope.stranger('tomcat'), await scope.fake()];
    const core = await coreLookingAt([
      { port: parent.port, name: 'ollama app', pid: 4711 },
      { port: child.port, name: 'ollama', parentPid: 4711 },
    ]);
    expect(named(await look(core))).toEqual({ [child.port]: 'ollama' });
  });
});

describe('bounds', () => {
  test('60 listeners with ten servers and three that hang: 8 connections at once, 2 s of the injected clock', async () => {
    const gauge = createConnectionGauge();
    const fakes = await Promise.all(
      houses.flatMap(({ dialect }) => [scope.fake({ dialect, gauge }), scope.fake({ dialect, gauge })]),
    );
    const hanging = await Promise.all([1, 2, 3].map(() => scope.stranger('silent', { gauge })));
    const others = await Promise.all(
      Array.from({ length: 47 }, (_, at) => scope.stranger(strangers[at % 4]?.kind ?? 'closes', { gauge })),
    );
    const sketches = [
      ...hanging.map(({ port }) => ({ port, name: 'llama-server' })),
      ...fakes.map(({ port }, at) => ({ port, ...houses[Math.floor(at / 2)]?.process })),
      ...others.map(({ port }) => ({ port, name: 'java' })),
    ];
    const clock = createFakeClock();
    const core = await coreLookingAt(sketches, clock);
    const before = clock.now();
    const { events, report, found } = startLook(core, true);
    await eventually(() => found().length === 10);
    for (const one of [...hanging, ...others]) await one.waitFor('connections', 1);
    for (const one of others) await one.waitUntil('closed', (counts) => counts.closed === counts.connections);
    clock.advance(800);
    const { servers, listeners, candidates } = await report;
    expect(named({ servers } as DiscoverReport)).toEqual(
      Object.fromEntries(fakes.map(({ port }, at) => [port, houses[Math.floor(at / 2)]?.kind])),
    );
    expect({ listeners, candidates }).toEqual({ listeners: 60, candidates: 60 });
    expect(clock.now() - before).toBeLessThanOrEqual(2000);
    expect(gauge.peak).toBeGreaterThan(3);
    expect(gauge.peak).toBeLessThanOrEqual(8);
    expect(fakes.map(({ counters }) => counters.connections)).toEqual(fakes.map(() => 1));
    expect(events[0]).toEqual({ type: 'listed', listeners: 60, candidates: 60, canSeeProcesses: true });
    const steps = events.flatMap((event) => (event.type === 'looking' ? [event] : []));
    expect(steps.map(({ done, of }) => done <= of && of === 60)).toEqual(steps.map(() => true));
  });

  test('cancelling stops everything at once: no request follows it', async () => {
    const gauge = createConnectionGauge();
    const silent = await Promise.all(Array.from({ length: 20 }, () => scope.stranger('silent', { gauge })));
    const core = await coreLookingAt(silent.map(({ port }) => ({ port, name: 'ollama' })));
    const { report, cancel, events } = startLook(core, false);
    await eventually(() => gauge.open === 8);
    cancel();
    await expect(report).rejects.toThrow('cancelled');
    const told = events.length;
    await eventually(() => gauge.open === 0);
    // The next look waits for the end of this one, so that whatever it still did has been done.
    const after = startLook(core, false);
    await eventually(() => gauge.open === 8);
    after.cancel();
    await expect(after.report).rejects.toThrow('cancelled');
    await eventually(() => gauge.open === 0);
    expect(silent.reduce((sum, { counters }) => sum + counters.connections, 0)).toBe(16);
    expect(events).toHaveLength(told);
  });
});
