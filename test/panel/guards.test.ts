import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createFakeCore } from '../support/fake-core.ts';
import { jsonOf } from '../support/http-client.ts';
import { usePanels } from './panel.ts';

const panels = usePanels();

test.each(['evil.test', 'evil.test:80', '127.0.0.1.evil.test', 'localhost.evil.test', '10.0.0.1'])(
  'Host %j gets 403 everywhere, with the token too',
  async (host) => {
    const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
    for (const path of ['/', '/api/call/getState', '/nowhere']) {
      const reply = await panel.ask(path, { headers: { host } });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('forbidden_host');
      expect(reply.text).not.toContain('pages');
    }
  },
);

test('a request without Host gets 403', async () => {
  const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
  const socket = connect(panel.port, '127.0.0.1');
  socket.end('GET / HTTP/1.0\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 .*forbidden_host/s);
});

test.each(['127.0.0.1', 'localhost:1', '[::1]', 'LOCALHOST'])('Host %s passes', async (host) => {
  const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
  expect((await panel.bare('/', { headers: { host } })).status).toBe(200);
});

test('a foreign Origin, null, and a cross-site page get 403', async () => {
  const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
  const other = panel.port === 65_535 ? 1 : panel.port + 1;
  const foreign: Record<string, string>[] = [
    { origin: 'http://evil.test' },
    { origin: 'null' },
    { origin: `http://127.0.0.1:${other}` },
    { origin: `https://127.0.0.1:${panel.port}` },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) {
    for (const path of ['/', '/api/call/getState']) {
      const reply = await panel.ask(path, { headers, method: 'POST' });
      expect([reply.status, jsonOf(reply)['error']]).toMatchObject([403, { code: 'forbidden_origin' }]);
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  }
});

test('our own page may call', async () => {
  const panel = await panels.start(createFakeCore());
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const headers = { origin: `http://${host}:${panel.port}`, 'sec-fetch-site': 'same-origin' };
    const reply = await panel.ask('/api/call/getState', { method: 'POST', body: {}, headers });
    expect(reply.status).toBe(200);
  }
});

test('without the token the API is 401 whatever is asked, and says nothing of what there is', async () => {
  const core = createFakeCore({ state: { dataDir: '/secret/place' } });
  const panel = await panels.start(core);
  const wrong = ['', 'Bearer', 'Bearer wrong', `Basic ${panel.token}`, `Bearer ${panel.token}x`];
  const paths = [
    '/api/call/getState',
    '/api/call/none',
    '/api/feed/state',
    '/api/job/ask',
    '/api/',
    '/API/call/getState',
  ];
  const texts = new Set<string>();
  for (const authorization of wrong) {
    for (const path of paths) {
      const reply = await panel.bare(path, { method: 'POST', body: '{broken', headers: { authorization } });
      expect([path, reply.status]).toEqual([path, 401]);
      texts.add(reply.text);
    }
  }
  expect(texts.size).toBe(1);
  expect([...texts][0]).not.toContain('secret');
});

test('the token in the query or a cookie is not taken', async () => {
  const panel = await panels.start(createFakeCore());
  const reply = await panel.bare(`/api/feed/state?token=${panel.token}`, {
    headers: { cookie: `token=${panel.token}` },
  });
  expect(reply.status).toBe(401);
});

test('the token is new at each start and has 256 bits', async () => {
  const first = await panels.start(createFakeCore());
  const second = await panels.start(createFakeCore());
  expect(Buffer.from(first.token, 'base64url')).toHaveLength(32);
  expect(second.token).not.toBe(first.token);
});

test('every answer carries the headers that keep it to itself', async () => {
  const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
  const replies = [
    await panel.bare('/'),
    await panel.bare('/assets/app.js'),
    await panel.bare('/nowhere'),
    await panel.bare('/', { headers: { host: 'evil.test' } }),
    await panel.bare('/api/call/getState'),
    await panel.ask('/api/call/getState', { method: 'POST', body: {} }),
    await panel.ask('/api/call/useModel', { method: 'POST', body: '{' }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 404, 403, 401, 200, 400]);
  for (const { headers } of replies) {
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test('pages need no token, and nothing outside their folder is served', async () => {
  const panel = await panels.start(createFakeCore(), { pagesDir: await panels.pages() });
  expect((await panel.bare('/?token=x')).text).toContain('pages');
  for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets', '/.git/config']) {
    expect((await panel.bare(path)).status).toBeGreaterThanOrEqual(400);
  }
});

test('without pages the API alone is there', async () => {
  const panel = await panels.start(createFakeCore());
  expect(panel.url).toBeNull();
  const reply = await panel.bare('/');
  expect([reply.status, reply.text]).toEqual([404, expect.stringContaining('window')]);
  expect((await panel.ask('/api/call/getState', { method: 'POST', body: {} })).status).toBe(200);
});
