import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('something that does not speak HTTP is a bad answer, and no server that is down', async () => {
  const other = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  scope.later(() => void other.close());
  const core = await scope.core({ active: null });
  const { port } = other.address() as AddressInfo;
  await core.api.calls.addUpstream({ baseUrl: `http://127.0.0.1:${port}`, name: 'other' });
  await core.api.calls.setAlias({ alias: 'active', target: { upstream: 'other', model: 'm' } });
  const answer = await chat(core);
  expect(answer.status).toBe(502);
  expect(errorOf(answer).error.code).toBe('upstream_bad_answer');
  expect(errorOf(answer).error.message).toContain('does not speak HTTP');
});
