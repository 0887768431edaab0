import { expect, test } from 'vitest';
import { chat, modelIn, question } from '../support/chat.ts';
import { errorOf, jsonOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const at = (name: string, model: string): { path: string; body: object } => ({
  path: `/r/${name}/v1/chat/completions`,
  body: { ...question, model },
});

test('the address of a server reaches that server, whatever other one has the model too', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta' });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const reply = await chat(core, at('beta', 'tiny:latest'));
  expect(reply.text).toContain('beta says hello');
  expect(reply.headers['x-modeltray-upstream']).toBe('beta');
});

test('a model name cannot lead elsewhere from a server’s or an alias’ address', async () => {
  const alpha = await scope.fake({ models: [{ id: 'only-alpha' }] });
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'only-beta' }] });
  const core = await scope.core({ upstreams: [alpha, beta] });
  for (const model of ['alpha/only-alpha', 'only-alpha', 'active']) await chat(core, at('beta', model));
  expect(alpha.generations()).toHaveLength(0);
  for (const model of ['beta/only-beta', 'only-beta', 'embedding']) await chat(core, at('active', model));
  expect(alpha.generations().map(({ body }) => modelIn(body))).toEqual([
    'only-alpha',
    'only-alpha',
    'only-alpha',
  ]);
  expect(beta.generations().map(({ body }) => modelIn(body))).not.toContain('only-alpha');
});

test('the paths behind an address of its own are tolerated like any', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const rest of [
    '/chat/completions',
    '/v1/chat/completions/',
    '/v1/chat/completions/chat/completions',
  ]) {
    expect((await chat(core, { path: `/r/active${rest}` })).status, rest).toBe(200);
  }
});

test('an address that nobody has is 404 and names what is wrong', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const reply = await chat(core, at('nobody', 'active'));
  expect(reply.status).toBe(404);
  expect(errorOf(reply).error.code).toBe('endpoint_not_available');
  expect(errorOf(reply).error.message).toContain('nobody');
});

test('the model list at a server’s address is that server’s', async () => {
  const alpha = await scope.fake({ models: [{ id: 'only-alpha' }] });
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'only-beta' }] });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const reply = await send({ port: core.port, path: '/r/beta/v1/models' });
  expect(JSON.stringify(jsonOf(reply).data)).toContain('only-beta');
  expect(reply.text).not.toContain('only-alpha');
});
