import { expect, test } from 'vitest';
import { bearer, chat, chatStream } from '../support/chat.ts';
import type { DialectName } from '../support/fake-types.ts';
import { streamedText } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const kinds: [dialect: DialectName, kind: string, product?: string][] = [
  ['ollama', 'ollama'],
  ['lm-studio', 'lm-studio'],
  ['llama-cpp', 'llama-cpp'],
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['tgi', 'tgi'],
  ['localai', 'localai'],
  ['xinference', 'xinference'],
  ['text-generation-webui', 'text-generation-webui'],
  ['koboldcpp', 'koboldcpp'],
  ['jan', 'jan'],
  ['gpt4all', 'gpt4all'],
  ['fastchat', 'fastchat'],
  ['mlx-lm', 'mlx-lm'],
  ['lmdeploy', 'lmdeploy'],
  ['transformers-serve', 'transformers-serve'],
  ['litellm', 'other-proxy', 'LiteLLM'],
  ['llama-swap', 'other-proxy', 'llama-swap'],
  ['open-webui', 'other-proxy', 'Open WebUI'],
  ['bifrost', 'other-proxy', 'Bifrost'],
  ['openai', 'openai-compatible'],
];

for (const [dialect, kind, product = null] of kinds) {
  test(`${dialect} is recognised by its answers, with its models, and nothing is loaded`, async () => {
    const alpha = await scope.fake({ dialect, models: [{ id: 'one' }, { id: 'two', type: 'embedding' }] });
    const core = await scope.core({ upstreams: [alpha] });
    const listsOne = dialect === 'tgi' || dialect === 'koboldcpp';
    expect(core.core.state().upstreams.find(({ slug }) => slug === 'alpha')).toMatchObject({
      kind,
      product,
      health: 'healthy',
      location: kind === 'other-proxy' ? 'unknown' : 'this-machine',
      modelCount: listsOne ? 1 : 2,
    });
    expect(alpha.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
    expect(alpha.counters).toMatchObject({ errorLines: 0, generations: 0, loads: 0 });
  });
}

test('a chat and a stream pass through each of them', async () => {
  for (const [dialect, kind] of kinds) {
    const alpha = await scope.fake({ dialect, models: [{ id: 'one' }] });
    const core = await scope.core({ upstreams: [alpha] });
    const headers = kind === 'other-proxy' ? bearer(core.localKey) : {};
    const whole = await chat(core, { headers });
    expect([whole.status, whole.text.includes('alpha says hello')], dialect).toEqual([200, true]);
    const streamed = await chatStream(core, { headers });
    expect([streamed.status, streamedText(streamed.text)], dialect).toEqual([200, 'alpha says hello 你好!']);
  }
});

test('an API below another path is added there, and requests go there', async () => {
  const alpha = await scope.fake({ dialect: 'open-webui' });
  const core = await scope.core({ upstreams: [alpha] });
  const [added] = core.core.state().settings.upstreams;
  expect(added).toMatchObject({ baseUrl: `${alpha.url}/api`, kind: 'other-proxy' });
  expect((await chat(core, { headers: bearer(core.localKey) })).status).toBe(200);
  expect(alpha.generations()[0]?.path).toBe('/api/v1/chat/completions');
});

test('a kind that is told at the server’s root is found below its own path', async () => {
  for (const [dialect, path] of [
    ['docker-model-runner', '/engines'],
    ['lemonade', '/api'],
  ] as const) {
    const alpha = await scope.fake({ dialect });
    const core = await scope.core();
    await core.api.calls.addUpstream({ baseUrl: alpha.url, name: 'alpha', kind: dialect });
    expect(core.core.state().settings.upstreams[0]?.baseUrl).toBe(`${alpha.url}${path}`);
    expect(core.core.state().upstreams.find(({ slug }) => slug === 'alpha')).toMatchObject({
      kind: dialect,
      health: 'healthy',
    });
    await core.api.calls.useModel({ model: 'alpha/tiny:latest' });
    expect((await chat(core)).status, dialect).toBe(200);
    expect(alpha.generations()[0]?.path, dialect).toBe(`${path}/v1/chat/completions`);
  }
});

test('a server says its version and its own name, and keeps them while it is away', async () => {
  const alpha = await scope.fake({ dialect: 'litellm' });
  const core = await scope.core({ upstreams: [alpha] });
  const seen = (): unknown => core.core.state().upstreams.find(({ slug }) => slug === 'alpha');
  const told = { version: '1.77.5', product: 'LiteLLM', kind: 'other-proxy' };
  expect(seen()).toMatchObject({ ...told, health: 'healthy' });
  await alpha.setFault({ type: 'refuse' });
  await core.api.calls.testUpstream({ slug: 'alpha' });
  expect(seen()).toMatchObject({ ...told, health: 'unreachable' });
  await alpha.setFault(null);
  await core.api.calls.testUpstream({ slug: 'alpha' });
  expect(seen()).toMatchObject({ ...told, health: 'healthy' });
});

test('a server that is added without a name has that of its software', async () => {
  const core = await scope.core();
  for (const [dialect, name] of [
    ['koboldcpp', 'KoboldCpp'],
    ['llama-swap', 'llama-swap'],
  ] as const) {
    const { url } = await scope.fake({ dialect });
    expect(await core.api.calls.addUpstream({ baseUrl: url })).toMatchObject({ name });
  }
});

test('LM Studio is asked for nothing that it would log as an error', async () => {
  const alpha = await scope.fake({ dialect: 'lm-studio' });
  await scope.core({ upstreams: [alpha] });
  const known = ['/lmstudio-greeting', '/api/v0/models', '/api/v1/models', '/v1/models'];
  expect(alpha.requests.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([]);
  expect(alpha.counters.errorLines).toBe(0);
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
