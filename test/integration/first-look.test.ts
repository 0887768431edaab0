import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { errorOf, jsonOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const looking = { run: { discover: true }, active: null } as const;

test('what answers rightly at known addresses is added, and of all their models the loaded one is chosen', async () => {
  const alpha = await scope.fake({ models: [{ id: 'qwen3:8b' }] });
  const beta = await scope.fake({ dialect: 'llama-cpp', mark: 'beta' });
  const core = await scope.core({
    ...looking,
    knownAddresses: [
      { kind: 'ollama', baseUrl: alpha.url },
      { kind: 'llama-cpp', baseUrl: beta.url },
    ],
  });
  await eventually(() => !core.core.state().isLooking);
  const { upstreams, active, demo } = core.core.state();
  expect(upstreams.map(({ kind }) => kind)).toEqual(['ollama', 'llama-cpp']);
  expect(active).toMatchObject({ kind: 'llama-cpp', chosen: 'already-loaded', isDemo: false });
  expect(demo.isActive).toBe(false);
  for (const { requests } of [alpha, beta]) {
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  }
});

test('another software at a known address is left alone after one quiet request', async () => {
  const alpha = await scope.fake({ dialect: 'vllm' });
  const core = await scope.core({ ...looking, knownAddresses: [{ kind: 'ollama', baseUrl: alpha.url }] });
  await eventually(() => !core.core.state().isLooking);
  expect(core.core.state().upstreams.filter(({ kind }) => kind !== 'demo')).toEqual([]);
  expect(alpha.requests).toHaveLength(1);
});

test('with nothing there the demo answers and says so, until a real server comes', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'refuse' });
  const clock = createFakeClock();
  const knownAddresses = [{ kind: 'ollama', baseUrl: alpha.url }] as const;
  const core = await scope.core({ ...looking, clock, knownAddresses });
  expect(core.core.state()).toMatchObject({
    active: { isDemo: true },
    demo: { isActive: true, isPinned: false },
  });
  await alpha.setFault(null);
  await eventually(() => {
    clock.advance(5000);
    return core.core.state().active?.isDemo === false;
  });
  expect((await chat(core)).text).toContain('alpha says hello');
  await alpha.setFault({ type: 'refuse' });
  const down = await chat(core);
  expect(down.status).toBeGreaterThanOrEqual(502);
  expect(errorOf(down).error.message).toMatch(/ollama/i);
  expect(core.core.state()).toMatchObject({ active: { isDemo: false }, demo: { isActive: false } });
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
    knownAddresses: [{ kind: 'ollama', baseUrl: alpha.url }],
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
  await scope.core({ active: null, knownAddresses: [{ kind: 'ollama', baseUrl: alpha.url }] });
  expect(alpha.requests).toHaveLength(0);
});
