import { expect, test } from 'vitest';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore } from '../support/run-core.ts';
import { chatAs } from '../support/chat.ts';
import { jsonOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();

async function twoServers(): Promise<{ alpha: FakeUpstream; beta: FakeUpstream }> {
  return { alpha: await scope.fake(), beta: await scope.fake({ mark: 'beta' }) };
}

function coreWithTeam(
  servers: readonly FakeUpstream[],
  pools: readonly FakeUpstream[][],
  route: object = {},
): Promise<RunningCore> {
  return scope.core(withTeam(servers, { pools, route }));
}

test('requests one after another go around the servers of a group, and the header says by what', async () => {
  const { alpha, beta } = await twoServers();
  const core = await coreWithTeam([alpha, beta], [[alpha, beta]]);
  const replies = [];
  for (let n = 0; n < 6; n += 1) replies.push(await chatAs(core, 'team'));
  expect(replies.map(({ headers }) => headers['x-modeltray-upstream'])).toEqual([
    'alpha',
    'beta',
    'alpha',
    'beta',
    'alpha',
    'beta',
  ]);
  expect(replies[0]?.headers['x-modeltray-decision']).toBe('least-in-flight: alpha (0 in flight)');
});

test('a server that refuses is walked around, which the header and the list say', async () => {
  const { alpha, beta } = await twoServers();
  const core = await coreWithTeam([alpha, beta], [[alpha, beta]]);
  await alpha.setFault({ type: 'refuse' });
  const reply = await chatAs(core, 'team');
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('beta says hello');
  expect(reply.headers['x-modeltray-decision']).toBe(
    'least-in-flight: alpha (0 in flight); alpha failed: not reachable; then beta',
  );
});

test('a rule sends a request to its group, by what stands in the body', async () => {
  const { alpha, beta } = await twoServers();
  const rules = [{ when: [{ kind: 'has-tools' }], pool: 'beta' }];
  const core = await coreWithTeam([alpha, beta], [[alpha], [beta]], { rules });
  const body = { model: 'team', messages: [{ role: 'user', content: 'hi' }] };
  const tools = [{ type: 'function', function: { name: 'look_up', parameters: {} } }];
  const plain = await chatAs(core, 'team', { body });
  const armed = await chatAs(core, 'team', { body: { ...body, tools } });
  expect([plain, armed].map(({ headers }) => headers['x-modeltray-upstream'])).toEqual(['alpha', 'beta']);
  expect(armed.headers['x-modeltray-decision']).toMatch(/^rule 1, group beta; /);
});

test('an alias of the user’s is listed, and has an address of its own', async () => {
  const { alpha, beta } = await twoServers();
  const core = await coreWithTeam([alpha, beta], [[beta]]);
  const list = jsonOf(await send({ port: core.port, path: '/v1/models' })) as { data: { id: string }[] };
  expect(list.data.map(({ id }) => id)).toContain('team');
  const reply = await chatAs(core, 'whatever', { path: '/r/team/v1/chat/completions' });
  expect(reply.headers['x-modeltray-upstream']).toBe('beta');
});
