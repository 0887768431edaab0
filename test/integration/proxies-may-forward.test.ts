import { expect, test } from 'vitest';
import { bearer, chat, chatAs } from '../support/chat.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf, jsonOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** Another proxy on this machine: where its models run is not known. */
const proxyOf = (mark: string): Promise<FakeUpstream> =>
  scope.fake({ dialect: 'llama-swap', mark, models: [{ id: 'anywhere' }] });

test('a proxy of this machine is looked at as the machine’s own, and its models may be anywhere', async () => {
  const beta = await proxyOf('beta');
  const core = await scope.core({ upstreams: [beta] });
  const state = core.core.state().upstreams.find(({ slug }) => slug === 'beta');
  expect(state).toMatchObject({ kind: 'other-proxy', product: 'llama-swap', location: 'unknown' });
  expect(state?.health).toBe('healthy');
  expect(core.core.state().active).toMatchObject({ upstream: 'beta', location: 'unknown' });
  expect(await core.api.calls.describeServer({ slug: 'beta' })).toMatchObject({
    models: [{ id: 'anywhere', location: 'unknown', sources: { location: 'kind' } }],
  });
});

test('it answers with the local key only, though its socket is near', async () => {
  const beta = await proxyOf('beta');
  const core = await scope.core({ upstreams: [beta] });
  const refused = await chat(core);
  expect([refused.status, errorOf(refused).error.code]).toEqual([401, 'invalid_api_key']);
  expect(beta.generations()).toHaveLength(0);
  expect((await chat(core, { headers: bearer(core.localKey) })).status).toBe(200);
});

test('both locks keep it out, and the error names the lock', async () => {
  for (const locks of [{ onlyThisMachine: true }, { noCloud: true }]) {
    const beta = await proxyOf('beta');
    const core = await scope.core({ upstreams: [beta], settings: { locks } });
    const reply = await chat(core, { headers: bearer(core.localKey) });
    expect([reply.status, errorOf(reply).error.code]).toEqual([503, 'no_upstream']);
    expect(errorOf(reply).error.message).toMatch(/lock/i);
    expect(beta.generations()).toHaveLength(0);
  }
});

test('its plain ids lead nowhere, and it is not chosen by itself', async () => {
  const beta = await proxyOf('beta');
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [beta, alpha], active: null });
  expect(core.core.state().active).toMatchObject({ upstream: 'alpha' });
  const headers = bearer(core.localKey);
  const reply = await chatAs(core, 'anywhere', { headers });
  expect(reply.headers['x-modeltray-upstream']).toBe('alpha');
  const ids = (
    jsonOf(await send({ port: core.port, path: '/v1/models', headers })).data as { id: string }[]
  ).map(({ id }) => id);
  expect(ids).toContain('beta/anywhere');
  expect(ids).not.toContain('anywhere');
});
