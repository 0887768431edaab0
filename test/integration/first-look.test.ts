import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { errorOf, jsonOf, send } from '../support/http-client.ts';
import type { ListenerSketch } from '../support/listeners.ts';
import { listing } from '../support/listeners.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const looking = { run: { discover: true }, active: null } as const;

const realServers = ({ core }: RunningCore): string[] =>
  core.state().upstreams.flatMap(({ kind, baseUrl }) => (kind === 'demo' ? [] : [baseUrl]));

test('what answers rightly at known addresses is added, and of all their models the loaded one is chosen', async () => {
  const alpha = await scope.fake({ models: [{ id: 'qwen3:8b' }] });
  const beta = await scope.fake({ dialect: 'llama-cpp', mark: 'beta' });
  const listListeners = listing([
    { port: alpha.port, name: 'ollama' },
    { port: beta.port, name: 'llama-server' },
  ]);
  const core = await scope.core({ ...looking, listListeners });
  const { upstreams, active, demo } = core.core.state();
  expect(upstreams.map(({ kind }) => kind)).toEqual(['ollama', 'llama-cpp']);
  expect(active).toMatchObject({ kind: 'llama-cpp', chosen: 'already-loaded', isDemo: false });
  expect(demo.isActive).toBe(false);
  for (const { requests } of [alpha, beta]) {
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  }
});

test('what is called like a server and speaks no such API is left alone after one quiet request', async () => {
  const stranger = await scope.stranger('tomcat');
  const listListeners = listing([{ port: stranger.port, name: 'ollama' }]);
  const core = await scope.core({ ...looking, listListeners });
  expect(realServers(core)).toEqual([]);
  expect(stranger.counters.connections).toBe(1);
});

test('with nothing there the demo answers and says so, until a real server comes', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const sketches: ListenerSketch[] = [];
  const core = await scope.core({ ...looking, clock, listListeners: listing(sketches) });
  expect(core.core.state()).toMatchObject({
    active: { isDemo: true },
    demo: { isActive: true, isPinned: false },
  });
  sketches.push({ port: alpha.port, name: 'ollama' });
  clock.advance(5000);
  await eventually(() => core.core.state().active?.isDemo === false);
  expect((await chat(core)).text).toContain('alpha says hello');
  await alpha.setFault({ type: 'refuse' });
  const down = await chat(core);
  expect(down.status).toBeGreaterThanOrEqual(502);
  expect(errorOf(down).error.message).toMatch(/ollama/i);
  expect(core.core.state()).toMatchObject({ active: { isDemo: false }, demo: { isActive: false } });
});

test('while the demo answers, what was no server is asked again only once another process listens there', async () => {
  const stranger = await scope.stranger('tomcat');
  const clock = createFakeClock();
  const sketches: ListenerSketch[] = [{ port: stranger.port, name: 'vllm', pid: 4711 }];
  const lists = { count: 0 };
  const core = await scope.core({
    ...looking,
    clock,
    listListeners: () => {
      lists.count += 1;
      return listing(sketches)();
    },
  });
  const listsUntil = (count: number): Promise<void> =>
    eventually(() => {
      clock.advance(5000);
      return lists.count >= count;
    });
  const { revision } = core.core.state();
  await listsUntil(4);
  expect(stranger.counters.connections).toBe(1);
  expect(core.core.state().revision).toBe(revision);
  sketches[0] = { port: stranger.port, name: 'vllm', pid: 4712 };
  await listsUntil(5);
  await stranger.waitFor('connections', 2);
});

test('a server that wants a key first is not added by itself', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-right' });
  const core = await scope.core({ ...looking, listListeners: listing([{ port: alpha.port, name: 'vllm' }]) });
  expect(alpha.counters.requests).toBeGreaterThan(0);
  expect(realServers(core)).toEqual([]);
});

test('at the first start the user’s own look adds too, and an active model is chosen', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({
    active: null,
    listListeners: listing([{ port: alpha.port, name: 'ollama' }]),
  });
  expect(realServers(core)).toEqual([]);
  const signal = new AbortController().signal;
  const report = await core.api.jobs.discover({ all: false }, { emit: () => undefined, signal });
  expect(report).toMatchObject({ added: ['ollama'], servers: [{ listedAs: null }] });
  expect(core.core.state()).toMatchObject({ active: { upstream: 'ollama', isDemo: false } });
  expect(core.core.state().notices.map(({ id }) => id)).toContain('found-ollama');
});

test('the demo’s answer says that it is one and echoes the question', async () => {
  const core = await scope.core({ run: { demo: true } });
  const reply = await chat(core, {
    body: { model: 'active', messages: [{ role: 'user', content: 'ping 乒乓' }] },
  });
  expect(reply.status).toBe(200);
  expect(reply.text).toMatch(/demo/i);
  expect(reply.text).toContain('ping 乒乓');
});

test('--demo looks at no ports and stores nothing of it', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({
    run: { demo: true, discover: true },
    active: null,
    listListeners: listing([{ port: alpha.port, name: 'ollama' }]),
  });
  expect(alpha.requests).toHaveLength(0);
  expect(core.core.state()).toMatchObject({ active: { isDemo: true }, demo: { isPinned: true } });
  expect(JSON.stringify(core.core.state().settings)).not.toContain('"upstream":"demo"');
});

test('the demo embeds only where it is pinned', async () => {
  const body = { model: 'embedding', input: ['a', 'b'] };
  const pinned = await scope.core({ run: { demo: true } });
  const embedded = await send({ port: pinned.port, path: '/v1/embeddings', body });
  expect(jsonOf(embedded).data).toHaveLength(2);
  const auto = await scope.core();
  expect((await send({ port: auto.port, path: '/v1/embeddings', body })).status).toBe(404);
});

test('no-discover looks at nothing', async () => {
  const alpha = await scope.fake();
  await scope.core({ active: null, listListeners: listing([{ port: alpha.port, name: 'ollama' }]) });
  expect(alpha.requests).toHaveLength(0);
});
