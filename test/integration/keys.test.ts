import { expect, test } from 'vitest';
import { bearer, chat, chatAs } from '../support/chat.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('over loopback no key and the well-known one are served by this machine', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  for (const headers of [{}, bearer('sk-aaaaa'), bearer(''), { 'x-api-key': 'anything' }]) {
    expect((await chat(core, { headers })).status).toBe(200);
  }
});

test('requireKey always: without the key it is 401, and the message says where the key is', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha], settings: { proxy: { requireKey: 'always' } } });
  const wrong = [
    {},
    bearer('sk-aaaaa'),
    bearer(`${core.localKey}x`),
    { 'x-api-key': core.localKey.slice(1) },
  ];
  for (const headers of wrong) {
    const reply = await chat(core, { headers });
    expect(reply.status).toBe(401);
    expect(errorOf(reply)).toMatchObject({ error: { code: 'invalid_api_key' }, src: 'modeltray' });
    expect(errorOf(reply).error.message).toContain('npx modeltray status --show-key');
    expect(reply.headers['x-should-retry']).toBe('false');
    expect(reply.text).not.toContain(core.localKey);
  }
  expect(alpha.generations()).toHaveLength(0);
  for (const path of ['/v1/models', '/model']) {
    expect((await send({ port: core.port, path })).status, path).toBe(401);
  }
});

test('the key is taken as Bearer in any case, as x-api-key and as api-key', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha], settings: { proxy: { requireKey: 'always' } } });
  const { localKey } = core;
  const ways = [
    bearer(localKey),
    { authorization: `bearer ${localKey}` },
    { 'x-api-key': localKey },
    { 'api-key': localKey },
  ];
  for (const headers of ways) expect((await chat(core, { headers })).status).toBe(200);
});

test('the health path needs no key and says nothing else', async () => {
  const core = await scope.core({ settings: { proxy: { requireKey: 'always' } } });
  const reply = await send({ port: core.port, path: '/healthz' });
  expect(reply.status).toBe(200);
  expect(reply.text).toBe('{"status":"ok"}');
});

test('a changed key holds from the next request on', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha], settings: { proxy: { requireKey: 'always' } } });
  await core.api.calls.setLocalKey({ key: 'my own ключ'.slice(0, 6) });
  expect((await chat(core, { headers: bearer(core.localKey) })).status).toBe(401);
  expect((await chat(core, { headers: bearer('my own') })).status).toBe(200);
});

test('the message of a missing key is in the user’s language', async () => {
  const core = await scope.core({
    systemLocale: 'zh_CN.UTF-8',
    settings: { proxy: { requireKey: 'always' } },
  });
  const { error } = errorOf(await chatAs(core, 'active'));
  expect(error.message).toMatch(/[\u4e00-\u9fff]/);
  expect(error.message).toContain('npx modeltray status --show-key');
});
