import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('one request that a server forbids does not shut out the next', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  alpha.queueFault({ type: 'status', status: 403, message: 'not this model' });
  expect(errorOf(await chat(core)).error.code).toBe('upstream_unauthorized');
  expect((await chat(core)).status).toBe(200);
});
