import { expect, test } from 'vitest';
import type { CallInput } from '../../shared/api.ts';
import { calls } from '../../shared/api.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { chatAs, openChatStream } from '../support/chat.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function start(): Promise<{ alpha: FakeUpstream; beta: FakeUpstream; core: RunningCore }> {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta' });
  return { alpha, beta, core: await scope.core({ upstreams: [alpha, beta] }) };
}

const on = (upstream: string) => ({ upstream, model: 'tiny:latest' });
const save = (core: RunningCore, input: CallInput<'saveRoute'>) =>
  core.api.calls.saveRoute(calls.saveRoute.input.parse(input));
const team: CallInput<'saveRoute'> = {
  alias: 'team',
  pools: [
    { name: 'Here', strategy: 'round-robin', candidates: [on('alpha')] },
    { name: 'There', candidates: [on('beta')] },
  ],
  rules: [{ when: [{ kind: 'has-tools' }], pool: 'There' }],
  locks: { noCloud: true },
};

test('a route is made, answers, is replaced as a whole, and is taken away', async () => {
  const { core } = await start();
  const made = await save(core, team);
  expect(made.routes).toEqual([
    {
      alias: 'team',
      first: { ...on('alpha'), upstreamName: 'alpha' },
      candidates: 2,
      isOneModel: false,
      baseUrl: `http://127.0.0.1:${core.port}/r/team/v1`,
    },
  ]);
  expect((await chatAs(core, 'team')).headers['x-modeltray-upstream']).toBe('alpha');
  const replaced = await save(core, { alias: 'team', pools: [{ candidates: [on('beta')] }] });
  expect(replaced.settings.routes.find(({ alias }) => alias === 'team')).toMatchObject({
    rules: [],
    locks: { noCloud: false },
    chosen: 'user',
  });
  expect((await chatAs(core, 'team')).headers['x-modeltray-upstream']).toBe('beta');
  const left = await core.api.calls.removeRoute({ alias: 'team' });
  expect(left.routes).toEqual([]);
  expect(left.settings.routes.map(({ alias }) => alias)).toEqual(['active']);
});

test('what a route’s options say is done for its requests only, and outlives a switch of its model', async () => {
  const { alpha, beta, core } = await start();
  await save(core, {
    alias: 'cool',
    pools: [{ candidates: [on('alpha')] }],
    options: { temperature: 0, think: 'strip' },
  });
  const content = '<think>hm</think>Paris';
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  await alpha.setFault({
    type: 'body',
    text: JSON.stringify({ id: 'x', object: 'chat.completion', choices }),
  });
  const said = async (model: string): Promise<unknown> =>
    (JSON.parse((await chatAs(core, model)).text) as { choices: { message: unknown }[] }).choices[0]?.message;
  expect(await said('cool')).toEqual({ role: 'assistant', content: 'Paris' });
  expect(await said('alpha/tiny:latest')).toEqual({ role: 'assistant', content });
  await core.api.calls.setAlias({ alias: 'cool', target: on('beta') });
  await chatAs(core, 'cool');
  const temperatures = (server: FakeUpstream): unknown[] =>
    server.generations().map(({ body }) => (JSON.parse(body) as { temperature?: number }).temperature);
  expect(temperatures(alpha)).toEqual([0, undefined]);
  expect(temperatures(beta)).toEqual([0]);
});

test('a route that cannot be is refused by its field, and nothing is written', async () => {
  const { core } = await start();
  const before = core.core.state().settings;
  const refused = async (input: CallInput<'saveRoute'>): Promise<string> => {
    const thrown: unknown = await save(core, input).catch((error: unknown) => error);
    const { code, userMessage } = thrown as {
      code: string;
      userMessage: Parameters<typeof renderMessage>[1];
    };
    return `${code}: ${renderMessage('en', userMessage)}`;
  };
  expect(await refused({ ...team, alias: 'alpha' })).toMatch(
    /^bad_input: .*“alias” is alpha, which is the name/,
  );
  expect(await refused({ ...team, rules: [{ when: [{ kind: 'has-tools' }], pool: 'Nowhere' }] })).toMatch(
    /^bad_input: .*“rules\.0\.pool” names the group Nowhere/,
  );
  const [here] = team.pools;
  expect(await refused({ ...team, pools: [...team.pools, { ...here, candidates: [on('beta')] }] })).toMatch(
    /^bad_input: .*“pools\.2\.name”/,
  );
  expect(await refused({ ...team, pools: [{ candidates: [on('alpha'), on('gone')] }], rules: [] })).toMatch(
    /^bad_input: .*“pools\.0\.candidates\.1\.upstream” names the server gone/,
  );
  const mixed = [on('alpha'), { upstream: 'beta', model: 'other' }];
  expect(await refused({ alias: 'embedding', pools: [{ candidates: mixed }] })).toMatch(
    /^bad_input: .*“pools\.0\.candidates\.1\.model” is other/,
  );
  expect(core.core.state().settings).toBe(before);
});

test('active cannot be removed, embedding is cleared, an alias that is not there is said', async () => {
  const { core } = await start();
  const { removeRoute, setAlias } = core.api.calls;
  await expect(removeRoute({ alias: 'active' })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(removeRoute({ alias: 'none' })).rejects.toMatchObject({ code: 'route_not_found' });
  expect((await setAlias({ alias: 'embedding', target: on('alpha') })).embedding).toMatchObject(on('alpha'));
  expect((await removeRoute({ alias: 'embedding' })).embedding).toBeNull();
});

test('an alias of the user’s is pointed at a model, by reference and by name', async () => {
  const { core } = await start();
  const { setAlias, useModel } = core.api.calls;
  expect((await setAlias({ alias: 'fast', target: on('alpha') })).routes).toMatchObject([
    { alias: 'fast', first: on('alpha'), isOneModel: true },
  ]);
  expect(await useModel({ model: 'beta/tiny:latest', alias: 'fast' })).toEqual(on('beta'));
  expect(core.core.state().settings.routes.find(({ alias }) => alias === 'fast')?.pools).toHaveLength(1);
  await expect(useModel({ model: 'alpha', alias: 'beta' })).rejects.toMatchObject({ code: 'bad_input' });
});

test('using an alias takes its groups and rules over, and no lock is lost by it', async () => {
  const { core } = await start();
  await save(core, team);
  expect(await core.api.calls.useModel({ model: 'team' })).toEqual(on('alpha'));
  const active = core.core.state().settings.routes.find(({ alias }) => alias === 'active');
  expect(active).toMatchObject({ rules: team.rules, locks: { noCloud: true } });
  expect(active?.pools.map(({ name }) => name)).toEqual(['Here', 'There']);
});

test('the choices of the active model are remembered, other aliases’ are not', async () => {
  const { core } = await start();
  const { useModel, setAlias, pinModel } = core.api.calls;
  await useModel({ model: 'beta/tiny:latest' });
  await setAlias({ alias: 'fast', target: on('alpha') });
  expect(core.core.state().settings.recent).toEqual([on('beta'), on('alpha')]);
  expect((await pinModel({ ref: on('alpha'), pinned: true })).settings.pinned).toEqual([on('alpha')]);
  await expect(pinModel({ ref: on('demo'), pinned: true })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(pinModel({ ref: on('gone'), pinned: true })).rejects.toMatchObject({
    code: 'upstream_not_found',
  });
  expect((await pinModel({ ref: on('alpha'), pinned: false })).settings.pinned).toEqual([]);
});

test('a server’s limits are set, and one that is not there is said', async () => {
  const { core } = await start();
  const { setUpstreamLimits } = core.api.calls;
  const { limits } = calls.setUpstreamLimits.input.parse({ slug: 'alpha', limits: { maxConcurrent: 2 } });
  const { settings } = await setUpstreamLimits({ slug: 'alpha', limits });
  expect(settings.upstreams.map((one) => one.limits?.maxConcurrent)).toEqual([2, undefined]);
  await expect(setUpstreamLimits({ slug: 'gone', limits })).rejects.toMatchObject({
    code: 'upstream_not_found',
  });
});

test('a request is explained without one being sent', async () => {
  const { core, alpha, beta } = await start();
  await save(core, team);
  const sent = alpha.exchanges.length + beta.exchanges.length;
  const imagined = calls.explainRoute.input.parse({ model: 'team', hasTools: true });
  const explained = await core.api.calls.explainRoute(imagined);
  expect(explained).toMatchObject({ route: 'team', attempts: [on('beta')], refusal: null });
  expect(explained.rules).toMatchObject([{ doesHold: true, isApplied: true }]);
  expect(alpha.exchanges.length + beta.exchanges.length).toBe(sent);
});

test('after a switch the state says who still answers, until it is done', async () => {
  const { core, alpha } = await start();
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const streams = [await openChatStream(core), await openChatStream(core)];
  for (const stream of streams) await stream.waitForText('alpha');
  const draining = () => core.core.state().traffic.draining;
  expect(draining()).toEqual([]);
  await core.api.calls.useModel({ model: 'beta/tiny:latest' });
  expect(draining()).toEqual([{ ...on('alpha'), count: 2 }]);
  alpha.release();
  for (const stream of streams) await stream.done;
  await expect.poll(draining).toEqual([]);
});
