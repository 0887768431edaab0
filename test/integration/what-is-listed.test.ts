import { expect, test } from 'vitest';
import { errorOf, jsonOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('the model list names aliases and qualified ids in the OpenAI shape', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'other' }] });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const list = jsonOf(await send({ port: core.port, path: '/v1/models' }));
  expect(list.object).toBe('list');
  const rows = list.data as { id: string; object: string; created: number; owned_by: string }[];
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['active', 'alpha/tiny:latest', 'beta/other']));
  expect(new Set(ids).size).toBe(ids.length);
  for (const row of rows) {
    expect(row).toMatchObject({ object: 'model', owned_by: expect.any(String) as string });
    expect(Number.isInteger(row.created)).toBe(true);
  }
});

test('one model is found by each id that the list names, slashes and all', async () => {
  const alpha = await scope.fake({ models: [{ id: 'org/name:7b' }] });
  const core = await scope.core({ upstreams: [alpha] });
  const { data } = jsonOf(await send({ port: core.port, path: '/v1/models' }));
  for (const { id } of data as { id: string }[]) {
    for (const path of [`/v1/models/${id}`, `/v1/models/${encodeURIComponent(id)}`]) {
      expect(jsonOf(await send({ port: core.port, path })).id, path).toBe(id);
    }
  }
  const missing = await send({ port: core.port, path: '/v1/models/alpha/org/name:8b' });
  expect(missing.status).toBe(404);
  expect(errorOf(missing).error).toMatchObject({
    code: 'model_not_found',
    message: expect.stringContaining('alpha/org/name:7b') as string,
  });
});

test('one model is found with and without :latest', async () => {
  const alpha = await scope.fake({ models: [{ id: 'tiny:latest' }, { id: 'bare' }] });
  const core = await scope.core({ upstreams: [alpha] });
  for (const [asked, listed] of [
    ['alpha/tiny', 'alpha/tiny:latest'],
    ['alpha/bare:latest', 'alpha/bare'],
  ] as const) {
    expect(jsonOf(await send({ port: core.port, path: `/v1/models/${asked}` })).id).toBe(listed);
  }
});

test('the active model is described with what its server tells, and null for the rest', async () => {
  const alpha = await scope.fake({ models: [{ id: 'qwen3:8b', isLoaded: true, contextLength: 32_768 }] });
  const core = await scope.core({ upstreams: [alpha] });
  for (const path of ['/model', '/v1/model']) {
    expect(jsonOf(await send({ port: core.port, path }))).toEqual({
      id: 'active',
      object: 'model',
      model: 'qwen3:8b',
      upstream: 'alpha',
      kind: 'ollama',
      location: 'this-machine',
      type: 'chat',
      context: { loaded: 8192, trained: 32_768 },
      quantization: 'Q4_K_M',
      parameters: '8.2B',
      loaded: true,
      capabilities: expect.arrayContaining(['tools']) as string[],
      demo: false,
    });
  }
});

test('what a plain OpenAI server does not tell is null', async () => {
  const alpha = await scope.fake({ dialect: 'openai', models: [{ id: 'some-model' }] });
  const core = await scope.core({ upstreams: [alpha] });
  expect(jsonOf(await send({ port: core.port, path: '/model' }))).toMatchObject({
    model: 'some-model',
    kind: 'openai-compatible',
    context: { loaded: null, trained: null },
    quantization: null,
    loaded: null,
    capabilities: null,
  });
});

test('while the demo answers, the active model says that it is one', async () => {
  const core = await scope.core({ run: { demo: true } });
  expect(jsonOf(await send({ port: core.port, path: '/model' }))).toMatchObject({ demo: true });
});

test('a plain id is listed only where it leads to its model', async () => {
  const models = [{ id: 'near' }, { id: 'far:cloud', remoteHost: 'https://cloud.test:443' }];
  const alpha = await scope.fake({ models });
  const core = await scope.core({ upstreams: [alpha], active: { upstream: alpha, model: 'near' } });
  const idsAt = async (path: string): Promise<string[]> => {
    const { data } = jsonOf(await send({ port: core.port, path }));
    return (data as { id: string }[]).map(({ id }) => id);
  };
  expect(await idsAt('/v1/models')).toEqual(['active', 'alpha/near', 'alpha/far:cloud', 'near']);
  expect(await idsAt('/r/alpha/v1/models')).toContain('far:cloud');
  const target = { upstream: 'alpha', model: 'far:cloud' };
  await core.api.calls.setAlias({ alias: 'active', target });
  expect(await idsAt('/v1/models')).toContain('far:cloud');
});

test('the state stays under 100 KB with many servers of many models', async () => {
  const models = Array.from({ length: 60 }, (_unused, at) => ({
    id: `hf.co/some-organisation/some-rather-long-model-name-instruct-${at}-GGUF:Q4_K_M`,
  }));
  const marks = Array.from({ length: 40 }, (_unused, at) => `server-${at}`);
  const upstreams = await Promise.all(marks.map((mark) => scope.fake({ mark, models })));
  const core = await scope.core({ upstreams });
  const state = core.core.state();
  expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(100_000);
  expect(state.upstreams.map(({ modelCount }) => modelCount)).toEqual(marks.map(() => 60));
});
