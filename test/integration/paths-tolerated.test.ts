import { expect, test } from 'vitest';
import { chat, chatPath } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const chatSpellings = [
  '/v1/chat/completions',
  '/v1/chat/completions/',
  '/chat/completions',
  '/chat/completions/',
  '/v1/chat/completions/chat/completions',
  '/chat/completions/chat/completions',
  '/v1/chat/completions/chat/completions/',
  '/v1/completions/chat/completions',
  '/completions/chat/completions',
];

test('chat is reached by every spelling that DB-GPT makes of an address, without a redirect', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const path of chatSpellings) {
    const reply = await chat(core, { path });
    expect(reply.status, path).toBe(200);
    expect(reply.text, path).toContain('alpha says hello');
    expect(alpha.generations().at(-1)?.path, path).toBe(chatPath);
  }
  expect(alpha.generations()).toHaveLength(chatSpellings.length);
});

test('completions, embeddings and rerank are tolerated likewise', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const spellings: Record<string, string[]> = {
    '/v1/completions': ['/v1/completions', '/completions', '/v1/completions/'],
    '/v1/embeddings': ['/v1/embeddings', '/embeddings', '/v1/embeddings/', '/v1/embeddings/embeddings'],
    '/v1/rerank': ['/v1/rerank', '/rerank', '/rerank/', '/v1/rerank/rerank'],
  };
  for (const [canonical, paths] of Object.entries(spellings)) {
    for (const path of paths) {
      const body = { model: 'tiny-embed', input: ['a'], prompt: 'a', query: 'a', documents: ['a'] };
      const reply = await send({ port: core.port, path, body });
      expect(reply.status, path).toBe(200);
      expect(alpha.generations().at(-1)?.path, path).toBe(canonical);
    }
  }
});

test('any other POST under /v1 goes to the server of the model that it names', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'other' }] });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const reply = await send({ port: core.port, path: '/v1/responses', body: { model: 'other', input: 'hi' } });
  expect(reply.status).toBe(200);
  expect(beta.generations().map(({ path }) => path)).toEqual(['/v1/responses']);
  expect(alpha.generations()).toHaveLength(0);
});

test('a query does not hide an endpoint', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  expect((await chat(core, { path: `${chatPath}?k=1` })).status).toBe(200);
});

test('what is read is reached with and without /v1 and a trailing slash', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const path of ['/v1/models', '/models', '/v1/models/', '/model', '/v1/model', '/model/', '/healthz']) {
    expect((await send({ port: core.port, path })).status, path).toBe(200);
  }
});

test('an unknown path is 404 and says where chat is', async () => {
  const core = await scope.core();
  const reply = await send({ port: core.port, path: '/nothing/here' });
  expect(reply.status).toBe(404);
  expect(reply.text).toContain('endpoint_not_available');
  expect(reply.text).toContain('/v1/chat/completions');
});
