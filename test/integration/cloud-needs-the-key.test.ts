import { expect, test } from 'vitest';
import { bearer, chat, chatAs, question } from '../support/chat.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** A local Ollama whose second model runs in the cloud: nothing here leaves this machine. */
const cloudModels = [{ id: 'tiny:latest' }, { id: 'big:cloud', remoteHost: 'https://cloud.test:443' }];
const withCloud = (mark: string): Promise<FakeUpstream> => scope.fake({ mark, models: cloudModels });

test('a cloud model is never reached without the key, by whichever way', async () => {
  const alpha = await scope.fake();
  const beta = await withCloud('beta');
  const core = await scope.core({ upstreams: [alpha, beta] });
  const ways = [
    { path: '/v1/chat/completions', model: 'beta/big:cloud' },
    { path: '/r/beta/v1/chat/completions', model: 'big:cloud' },
    { path: '/v1/embeddings', model: 'beta/big:cloud' },
    { path: '/v1/responses', model: 'beta/big:cloud' },
  ];
  for (const { path, model } of ways) {
    for (const headers of [{}, bearer('sk-aaaaa'), { 'api-key': 'x' }]) {
      const reply = await send({ port: core.port, path, headers, body: { ...question, model, input: 'a' } });
      expect(reply.status, path).toBe(401);
      expect(errorOf(reply).error.code, path).toBe('invalid_api_key');
    }
  }
  expect(beta.generations()).toHaveLength(0);
});

test('with the key a cloud model answers by its qualified id', async () => {
  const beta = await withCloud('beta');
  const core = await scope.core({ upstreams: [beta] });
  const reply = await chatAs(core, 'beta/big:cloud', { headers: bearer(core.localKey) });
  expect(reply.status).toBe(200);
  expect(reply.headers['x-modeltray-model']).toBe('big%3Acloud');
});

test('an active cloud model is refused without the key and answers with it', async () => {
  const beta = await withCloud('beta');
  const core = await scope.core({ upstreams: [beta], active: { upstream: beta, model: 'big:cloud' } });
  expect((await chat(core)).status).toBe(401);
  expect((await chatAs(core, 'gpt-4o')).status).toBe(401);
  expect(beta.generations()).toHaveLength(0);
  expect((await chat(core, { headers: bearer(core.localKey) })).status).toBe(200);
});

test('a plain id that only the cloud has counts as unknown, even with the key', async () => {
  const alpha = await scope.fake();
  const beta = await withCloud('beta');
  const core = await scope.core({ upstreams: [alpha, beta] });
  const reply = await chatAs(core, 'big:cloud', { headers: bearer(core.localKey) });
  expect(reply.headers['x-modeltray-upstream']).toBe('alpha');
  expect(beta.generations()).toHaveLength(0);
});

test('a lock forbids the cloud even with the key, and the error names the lock', async () => {
  const beta = await withCloud('beta');
  for (const locks of [{ noCloud: true }, { onlyThisMachine: true }]) {
    const core = await scope.core({ upstreams: [beta], settings: { locks } });
    const reply = await chatAs(core, 'beta/big:cloud', { headers: bearer(core.localKey) });
    expect(reply.status).toBe(503);
    expect(errorOf(reply).error.code).toBe('no_upstream');
    expect(errorOf(reply).error.message).toMatch(/lock/i);
    expect((await chatAs(core, 'beta/tiny:latest')).status).toBe(200);
  }
  expect(beta.generations().map(({ body }) => body.includes('big:cloud'))).not.toContain(true);
});
