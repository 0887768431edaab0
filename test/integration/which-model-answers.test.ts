import { expect, test } from 'vitest';
import { chat, chatAs, modelIn, question } from '../support/chat.ts';
import { errorOf, send } from '../support/http-client.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore, StartCoreOptions } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface House {
  alpha: FakeUpstream;
  beta: FakeUpstream;
  core: RunningCore;
}

/** `shared` is on both; `active` is on beta, which comes second. */
async function house(more: Partial<StartCoreOptions> = {}): Promise<House> {
  const embed = { id: 'tiny-embed', type: 'embedding' } as const;
  const alpha = await scope.fake({ models: [{ id: 'shared' }, { id: 'only-alpha' }, embed] });
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'only-beta:latest' }, { id: 'shared' }] });
  const active = { upstream: beta, model: 'only-beta:latest' };
  return { alpha, beta, core: await scope.core({ upstreams: [alpha, beta], active, ...more }) };
}

const cases: [requested: string, mark: string, sent: string][] = [
  ['active', 'beta', 'only-beta:latest'],
  ['alpha/only-alpha', 'alpha', 'only-alpha'],
  ['alpha/shared', 'alpha', 'shared'],
  ['shared', 'beta', 'shared'],
  ['only-alpha', 'alpha', 'only-alpha'],
  ['only-beta', 'beta', 'only-beta:latest'],
  ['only-alpha:latest', 'alpha', 'only-alpha'],
  ['gpt-3.5-turbo', 'beta', 'only-beta:latest'],
  ['nobody/only-alpha', 'beta', 'only-beta:latest'],
];

test('a requested model is resolved in the promised order, and its server gets the id that it lists', async () => {
  const { alpha, beta, core } = await house();
  for (const [requested, mark, sent] of cases) {
    const reply = await chatAs(core, requested);
    const answering = mark === 'alpha' ? alpha : beta;
    expect(reply.text, requested).toContain(`${mark} says hello`);
    expect(reply.headers['x-modeltray-upstream'], requested).toBe(mark);
    expect(reply.headers['x-modeltray-model'], requested).toBe(encodeURIComponent(sent));
    expect(modelIn(answering.generations().at(-1)?.body ?? ''), requested).toBe(sent);
  }
});

test('the answer’s own model name reaches the client as the server sent it', async () => {
  const { core } = await house();
  expect(modelIn((await chatAs(core, 'gpt-4o')).text)).toBe('only-beta:latest');
});

test('an unknown model is 404 with the nearest names where the setting says so', async () => {
  const { alpha, beta, core } = await house({ settings: { proxy: { unknownModel: 'not-found' } } });
  const reply = await chatAs(core, 'only-alhpa');
  expect(reply.status).toBe(404);
  expect(errorOf(reply).error.code).toBe('model_not_found');
  expect(errorOf(reply).error.message).toContain('only-alpha');
  expect(alpha.generations()).toHaveLength(0);
  expect(beta.generations()).toHaveLength(0);
});

test('an unknown model is 404 for everything but chat and completions', async () => {
  const { core, beta } = await house();
  for (const path of ['/v1/embeddings', '/v1/rerank', '/v1/responses']) {
    const reply = await send({ port: core.port, path, body: { model: 'nope', input: 'a' } });
    expect(reply.status, path).toBe(404);
    expect(errorOf(reply).error.code, path).toBe('model_not_found');
  }
  expect(beta.generations()).toHaveLength(0);
  const completion = await send({
    port: core.port,
    path: '/v1/completions',
    body: { model: 'nope', prompt: 'a' },
  });
  expect(completion.text).toContain('beta says');
});

test('`embedding` is the pinned embedding model, and 404 while none is pinned', async () => {
  const { core, alpha } = await house();
  const body = { model: 'embedding', input: ['a', 'b'] };
  const before = await send({ port: core.port, path: '/v1/embeddings', body });
  expect(before.status).toBe(404);
  await core.api.calls.setAlias({ alias: 'embedding', target: { upstream: 'alpha', model: 'tiny-embed' } });
  const after = await send({ port: core.port, path: '/v1/embeddings', body });
  expect(after.status).toBe(200);
  expect(modelIn(alpha.generations().at(-1)?.body ?? '')).toBe('tiny-embed');
});

test('a chat that names no model is answered by the active one, which is put in', async () => {
  const { core, beta } = await house();
  const { messages } = question;
  const reply = await chat(core, { body: { messages } });
  expect(reply.text).toContain('beta says hello');
  expect(JSON.parse(beta.generations()[0]?.body ?? '')).toEqual({ messages, model: 'only-beta:latest' });
});

test('with no server at all the answer is 503 and says where to add one', async () => {
  const core = await scope.core({ settings: { demo: { mode: 'off' } } });
  const reply = await chat(core);
  expect(reply.status).toBe(503);
  expect(errorOf(reply).error.code).toBe('no_upstream');
  expect(reply.headers['x-should-retry']).toBe('false');
});

test('the first choice is a loaded chat model, never an embedding or a cloud one', async () => {
  const alpha = await scope.fake({
    models: [
      { id: 'tiny-embed', type: 'embedding', isLoaded: true },
      { id: 'big:cloud', remoteHost: 'https://cloud.test:443', isLoaded: true },
      { id: 'newest', changedAt: '2026-11-21T00:00:00Z' },
      { id: 'loaded', changedAt: '2025-01-01T00:00:00Z', isLoaded: true },
    ],
  });
  const core = await scope.core({ upstreams: [alpha], active: null });
  expect(core.core.state().active).toMatchObject({
    upstream: 'alpha',
    model: 'loaded',
    chosen: 'already-loaded',
  });
  expect(alpha.generations()).toHaveLength(0);
});

test('the first choice is the most recently changed model where none is loaded', async () => {
  const alpha = await scope.fake({
    models: [
      { id: 'older', changedAt: '2025-01-01T00:00:00Z' },
      { id: 'newest', changedAt: '2026-11-21T00:00:00Z' },
    ],
  });
  const core = await scope.core({ upstreams: [alpha], active: null });
  expect(core.core.state().active).toMatchObject({ model: 'newest', chosen: 'most-recent' });
});
