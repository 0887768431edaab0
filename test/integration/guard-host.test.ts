import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a foreign Host is 403 on every path, before anything is done', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const foreign = ['evil.test', 'evil.test:9999', 'localhost.evil.test', '127.0.0.1.evil.test', 'xlocalhost'];
  for (const host of foreign) {
    const reply = await chat(core, { headers: { host } });
    expect(reply.status, host).toBe(403);
    expect(errorOf(reply).error.code, host).toBe('forbidden_host');
  }
  for (const path of ['/healthz', '/v1/models', '/model', '/nothing']) {
    expect((await send({ port: core.port, path, headers: { host: 'evil.test' } })).status, path).toBe(403);
  }
  expect(alpha.generations()).toHaveLength(0);
});

test('IP literals, localhost and the names of container hosts pass, whatever the port', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const fine = [
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:9999',
    '[::1]',
    '192.168.1.7:9999',
    'localhost:80',
    'LOCALHOST',
    'host.docker.internal:9999',
    'gateway.docker.internal',
    'host.containers.internal',
  ];
  for (const host of fine) expect((await chat(core, { headers: { host } })).status, host).toBe(200);
});

test('an allowed host name passes, and only that one', async () => {
  const settings = { proxy: { allowedHosts: ['box.lan'] } };
  const core = await scope.core({ upstreams: [await scope.fake()], settings });
  expect((await chat(core, { headers: { host: 'box.lan:9999' } })).status).toBe(200);
  expect((await chat(core, { headers: { host: 'sub.box.lan' } })).status).toBe(403);
});

test('of a request for a whole address that address is judged, and the header is not', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const ask = async (address: string, host: string): Promise<number> =>
    (await chat(core, { path: `${address}/v1/chat/completions`, headers: { host } })).status;
  expect(await ask('http://127.0.0.1:9999', '127.0.0.1:9999')).toBe(200);
  expect(await ask('http://127.0.0.1:9999', 'evil.test')).toBe(200);
  expect(await ask('http://evil.test', '127.0.0.1:9999')).toBe(403);
  expect(await ask('http://127.0.0.1@evil.test', '127.0.0.1:9999')).toBe(403);
});

test('a foreign Host is refused even with the key', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const headers = { host: 'evil.test', authorization: `Bearer ${core.localKey}` };
  expect((await chat(core, { headers })).status).toBe(403);
});
