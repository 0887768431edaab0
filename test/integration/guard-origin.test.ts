import { expect, test } from 'vitest';
import { bearer, chat, chatPath, chatStream } from '../support/chat.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const origin = 'https://app.test';

test('a page’s Origin is 403, `null` and our own address too, and so is a cross-site fetch', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const refused = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: `http://127.0.0.1:${core.port}` },
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.test', ...bearer(core.localKey) },
  ];
  for (const headers of refused) {
    const reply = await chat(core, { headers });
    expect(reply.status, JSON.stringify(headers)).toBe(403);
    expect(errorOf(reply).error.code).toBe('forbidden_origin');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  }
  expect(alpha.generations()).toHaveLength(0);
});

test('a request without Origin passes, and one that the browser calls same-origin or none', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  for (const headers of [{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }]) {
    const reply = await chat(core, { headers });
    expect(reply.status).toBe(200);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('an allowed origin gets exact CORS on answers, streams and errors', async () => {
  const settings = { proxy: { allowedOrigins: [origin] } };
  const core = await scope.core({ upstreams: [await scope.fake()], settings });
  const headers = { origin, 'sec-fetch-site': 'cross-site' };
  const replies = [
    await chat(core, { headers }),
    await chatStream(core, { headers }),
    await chat(core, { headers, body: 'not json' }),
    await send({ port: core.port, path: '/v1/models', headers }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 400, 200]);
  for (const reply of replies) {
    expect(reply.headers['access-control-allow-origin']).toBe(origin);
    expect(reply.headers.vary).toMatch(/origin/i);
  }
});

test('its preflight is answered without the key, and names methods and headers', async () => {
  const settings = { proxy: { allowedOrigins: [origin], requireKey: 'always' as const } };
  const core = await scope.core({ upstreams: [await scope.fake()], settings });
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,x-stainless-lang',
  };
  const reply = await send({ port: core.port, path: chatPath, method: 'OPTIONS', headers });
  expect(reply.status).toBeLessThan(300);
  expect(reply.headers['access-control-allow-origin']).toBe(origin);
  expect(reply.headers['access-control-allow-methods']).toContain('POST');
  const allowed = reply.headers['access-control-allow-headers'] ?? '';
  for (const name of ['authorization', 'content-type', 'x-stainless-lang']) {
    expect(allowed.toLowerCase()).toContain(name);
  }
  const unauthorized = await chat(core, { headers: { origin } });
  expect(unauthorized.status).toBe(401);
  expect(unauthorized.headers['access-control-allow-origin']).toBe(origin);
});

test('an origin that merely resembles an allowed one is 403, its preflight too', async () => {
  const settings = { proxy: { allowedOrigins: [origin] } };
  const core = await scope.core({ upstreams: [await scope.fake()], settings });
  for (const other of ['https://app.test.evil.test', 'http://app.test', 'https://app.test:8443', 'null']) {
    const headers = { origin: other, 'access-control-request-method': 'POST' };
    expect((await chat(core, { headers: { origin: other } })).status, other).toBe(403);
    const preflight = await send({ port: core.port, path: chatPath, method: 'OPTIONS', headers });
    expect(preflight.headers['access-control-allow-origin'], other).toBeUndefined();
  }
});
