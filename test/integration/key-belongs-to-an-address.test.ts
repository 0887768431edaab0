import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a stored key is not sent to another address until it is confirmed', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-mine' });
  const other = await scope.fake({ dialect: 'openai', mark: 'other' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-mine' } });
  const { calls } = core.api;
  const moved = await calls.updateUpstream({ slug: 'alpha', baseUrl: other.url });
  expect(moved).toMatchObject({ keyState: 'unconfirmed' });
  await chat(core);
  await calls.testUpstream({ slug: 'alpha' });
  expect(other.requests.map(({ headers }) => headers.authorization)).not.toContain('Bearer sk-mine');
  expect(await calls.confirmUpstream({ slug: 'alpha' })).toMatchObject({ keyState: 'stored' });
  await chat(core);
  expect(other.generations().at(-1)?.headers.authorization).toBe('Bearer sk-mine');
});

test('a change of the path alone keeps the key', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-mine' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-mine' } });
  const moved = await core.api.calls.updateUpstream({ slug: 'alpha', baseUrl: `${alpha.url}/v1` });
  expect(moved).toMatchObject({ keyState: 'stored', health: 'healthy' });
  expect((await chat(core)).status).toBe(200);
});

test('the key crosses in no push: not the state, not the lists', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-mine' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-mine' } });
  await chat(core, { headers: { authorization: `Bearer ${core.localKey}` } });
  const crossed = JSON.stringify([core.core.state(), await core.api.calls.listRequests({ limit: 10 })]);
  expect(crossed).not.toContain('sk-mine');
  expect(crossed).not.toContain(core.localKey);
});
