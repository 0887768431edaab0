import { expect, test } from 'vitest';
import { createSession } from '../../main/conformance/session.ts';
import { createNet } from '../../main/net/net.ts';
import { factsOf, startConducted } from '../support/check.ts';
import { exemplary } from '../support/conduct/conduct.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('never more requests are sent than were planned, and none twice', async () => {
  const { fake, clock } = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  const net = createNet({ ownPorts: () => new Set() });
  scope.later(() => net.close());
  const session = createSession({
    facts: factsOf(fake),
    depth: 'full',
    key: null,
    net,
    clock,
    signal: new AbortController().signal,
    mostRequests: 3,
  });
  for (const id of ['models', 'models', 'concurrency', 'chat'] as const) await session.take(id);
  expect(fake.requests.map(({ path }) => path)).toEqual([
    '/v1/models',
    '/v1/chat/completions',
    '/v1/chat/completions',
  ]);
  expect(session.seen().concurrency).toHaveLength(2);
  expect(session.seen().chat).toBeUndefined();
  expect(session.exchanges()).toHaveLength(3);
});
