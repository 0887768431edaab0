import { expect, test } from 'vitest';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a server that moves while it is looked at is looked at where it is now', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'new' }] });
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'hang', everywhere: true });
  const before = alpha.counters.requests;
  const testing = core.api.calls.testUpstream({ slug: 'alpha' });
  await alpha.waitFor('requests', before + 1);
  const { models } = await core.api.calls.updateUpstream({ slug: 'alpha', baseUrl: beta.url });
  expect(models.map(({ id }) => id)).toEqual(['new']);
  await alpha.close();
  await testing;
  expect(core.core.state().upstreams[0]?.health).toBe('healthy');
});

test('a key that is entered while the server is looked at with another one counts', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'right' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'wrong' } });
  expect(core.core.state().upstreams[0]?.health).toBe('unauthorized');
  alpha.queueFault({ type: 'hang', everywhere: true });
  const before = alpha.counters.requests;
  const testing = core.api.calls.testUpstream({ slug: 'alpha' });
  await alpha.waitFor('requests', before + 1);
  expect((await core.api.calls.updateUpstream({ slug: 'alpha', key: 'right' })).health).toBe('healthy');
  alpha.dropConnections();
  await testing;
  expect(core.core.state().upstreams[0]?.health).toBe('healthy');
});

test('servers added at once under one name get slugs and keys of their own', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'key-alpha' });
  const beta = await scope.fake({ dialect: 'openai', mark: 'beta', key: 'key-beta' });
  const core = await scope.core();
  const add = ({ url, mark }: typeof alpha): Promise<unknown> =>
    core.api.calls.addUpstream({ baseUrl: url, name: 'same', key: `key-${mark}` });
  await Promise.all([add(alpha), add(beta)]);
  const { upstreams } = core.core.state();
  const added = upstreams.filter(({ kind }) => kind !== 'demo');
  expect(added.map(({ slug }) => slug).sort()).toEqual(['same', 'same-2']);
  expect(added.map(({ health }) => health)).toEqual(['healthy', 'healthy']);
});

test('one address added twice at once is one server', async () => {
  const alpha = await scope.fake();
  const core = await scope.core();
  const add = (): Promise<unknown> => core.api.calls.addUpstream({ baseUrl: alpha.url });
  const [first, second] = await Promise.allSettled([add(), add()]);
  expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
  expect(core.core.state().settings.upstreams).toHaveLength(1);
});

test('a key is taken without what a paste brought along, and refused where it can be none', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-a' });
  const core = await scope.core();
  const { calls } = core.api;
  for (const key of ['密钥', 'two words', ' \n']) {
    const adding = calls.addUpstream({ baseUrl: alpha.url, name: 'alpha', key });
    await expect(adding, key).rejects.toMatchObject({ code: 'bad_input' });
  }
  expect(core.core.state().settings.upstreams).toEqual([]);
  const added = await calls.addUpstream({ baseUrl: alpha.url, name: 'alpha', key: ' sk-a\r\n' });
  expect(added.health).toBe('healthy');
});
