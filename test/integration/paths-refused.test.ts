import { expect, test } from 'vitest';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a path cannot lead out of a server’s API', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const before = alpha.counters.requests;
  const paths = ['/v1/../api/delete', '/v1/x/../../api/delete', '/r/alpha/v1/../api/pull'];
  for (const path of [...paths, '/v1/%2e%2E/api/delete', '/v1/x/..%2fapi', '/v1/..\\api']) {
    const reply = await send({ port: core.port, path, body: { model: 'active' } });
    expect(reply.status, path).toBe(404);
    expect(errorOf(reply).error.code, path).toBe('endpoint_not_available');
  }
  expect(alpha.counters.requests).toBe(before);
  const dotted = await send({ port: core.port, path: '/v1/models/qwen2.5..x' });
  expect(errorOf(dotted).error.code).toBe('model_not_found');
});

test('a path that cannot be decoded is an error of ours, without a stack', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const reply = await send({ port: core.port, path: '/v1/models/%zz' });
  expect(reply.status).toBe(404);
  expect(errorOf(reply)).toMatchObject({ src: 'modeltray', error: { code: 'endpoint_not_available' } });
});

test('what is told of the active model is told at its own address alone', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const status = async (path: string): Promise<number> => (await send({ port: core.port, path })).status;
  expect(await status('/r/active/v1/model')).toBe(200);
  expect(await status('/r/alpha/v1/model')).toBe(404);
  expect(await status('/r/nobody/v1/model')).toBe(404);
});
