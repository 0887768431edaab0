import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import type { DialectName } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const kinds: [dialect: DialectName, kind: string][] = [
  ['ollama', 'ollama'],
  ['lm-studio', 'lm-studio'],
  ['llama-cpp', 'llama-cpp'],
  ['vllm', 'vllm'],
  ['openai', 'openai-compatible'],
];

for (const [dialect, kind] of kinds) {
  test(`${dialect} is recognised by its answers, with its models, and nothing is loaded`, async () => {
    const alpha = await scope.fake({ dialect, models: [{ id: 'one' }, { id: 'two', type: 'embedding' }] });
    const core = await scope.core({ upstreams: [alpha] });
    expect(core.core.state().upstreams.find(({ slug }) => slug === 'alpha')).toMatchObject({
      kind,
      health: 'healthy',
      location: 'this-machine',
      modelCount: 2,
    });
    expect(alpha.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
  });
}

test('LM Studio is asked for nothing that it would log as an error', async () => {
  const alpha = await scope.fake({ dialect: 'lm-studio' });
  await scope.core({ upstreams: [alpha] });
  const known = ['/lmstudio-greeting', '/api/v0/models', '/api/v1/models', '/v1/models'];
  expect(alpha.requests.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([]);
});

test('the addresses with and without /v1, and with a slash, are one server', async () => {
  for (const suffix of ['', '/', '/v1', '/v1/']) {
    const alpha = await scope.fake();
    const core = await scope.core();
    await core.api.calls.addUpstream({ baseUrl: `${alpha.url}${suffix}`.replace(/\/$/, ''), name: 'alpha' });
    await core.api.calls.useModel({ model: 'alpha/tiny:latest' });
    const answered = await chat(core);
    expect(answered.status, suffix).toBe(200);
    expect(alpha.generations()[0]?.path, suffix).toBe('/v1/chat/completions');
  }
});

test('a server that is down when it is added is kept and said to be unreachable', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'refuse' });
  const core = await scope.core();
  const added = await core.api.calls.addUpstream({ baseUrl: alpha.url, name: 'alpha' });
  expect(added).toMatchObject({ slug: 'alpha', health: 'unreachable' });
  await alpha.setFault(null);
  expect(await core.api.calls.testUpstream({ slug: 'alpha' })).toMatchObject({
    health: 'healthy',
    kind: 'ollama',
  });
});

test('a server that wants another key is said to be unauthorized, and its new key mends it', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-right' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-wrong' }, active: null });
  expect(core.core.state().upstreams[0]).toMatchObject({ health: 'unauthorized', hasKey: true });
  const mended = await core.api.calls.updateUpstream({ slug: 'alpha', key: 'sk-right' });
  expect(mended).toMatchObject({ health: 'healthy', keyState: 'stored' });
  expect(JSON.stringify(core.core.state())).not.toContain('sk-right');
});

test('llama-server that loads is loading, not down', async () => {
  const alpha = await scope.fake({ dialect: 'llama-cpp' });
  await alpha.setFault({ type: 'loading', everywhere: true });
  const core = await scope.core();
  expect(await core.api.calls.addUpstream({ baseUrl: alpha.url, name: 'alpha' })).toMatchObject({
    health: 'loading',
    kind: 'llama-cpp',
  });
});
