/**
 * How many requests reach failing servers for one question of DB-GPT's client, which sends 408, 409, 429 and 5xx up to
 * three times: what is asked again here is not asked again there.
 */
import { expect, test } from 'vitest';
import { createDbgptClient } from '../support/dbgpt-client.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { Fault } from '../support/fake-script.ts';
import { patiently } from '../support/patiently.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();
const pauses = [437.5, 875, 500, 2000];
const status = (code: number): Fault => ({ type: 'status', status: code });

interface Counted {
  /** Requests of the client, and those that reached each server. */
  client: number;
  servers: readonly number[];
  waits: readonly number[];
}

async function count(fault: Fault, serverCount: 1 | 2): Promise<Counted> {
  const servers = [await scope.fake(), await scope.fake({ mark: 'beta' })].slice(0, serverCount);
  const clock = createFakeClock();
  const core = await scope.core(withTeam(servers, {}, { clock }));
  for (const server of servers) await server.setFault(fault);
  const client = createDbgptClient({ baseUrl: core.proxyUrl, clock });
  scope.later(() => client.close());
  const shown = await patiently(clock, pauses, client.chat({ model: 'team' }));
  expect(shown.kind).toBe('error');
  const asked = servers.map((server) => server.generations().length);
  return { client: client.requests, servers: asked, waits: client.waits };
}

/** The last server of a plan gets one second chance for what may pass, and each one for a reset connection. */
const rows: Record<string, { fault: Fault; one: number; oneClient: number; two: readonly number[] }> = {
  '400': { fault: status(400), one: 1, oneClient: 1, two: [1, 0] },
  '401': { fault: { type: 'unauthorized' }, one: 1, oneClient: 1, two: [1, 1] },
  '404': { fault: status(404), one: 1, oneClient: 1, two: [1, 1] },
  '408': { fault: status(408), one: 3, oneClient: 3, two: [1, 1] },
  '409': { fault: status(409), one: 3, oneClient: 3, two: [1, 1] },
  '429': { fault: status(429), one: 3, oneClient: 3, two: [1, 1] },
  '429 with Retry-After': {
    fault: { type: 'rate-limited', retryAfterSeconds: 2 },
    one: 2,
    oneClient: 1,
    two: [1, 2],
  },
  '500': { fault: status(500), one: 2, oneClient: 1, two: [1, 2] },
  '502': { fault: status(502), one: 2, oneClient: 1, two: [1, 2] },
  '503': { fault: status(503), one: 2, oneClient: 1, two: [1, 2] },
  '504': { fault: status(504), one: 2, oneClient: 1, two: [1, 2] },
  'a page': { fault: { type: 'html', status: 502 }, one: 1, oneClient: 1, two: [1, 1] },
  'a reset connection': { fault: { type: 'cut-at-once' }, one: 2, oneClient: 1, two: [2, 2] },
};

test.each(Object.entries(rows))('%s: a server that is alone', async (_what, { fault, one, oneClient }) => {
  const { client, servers, waits } = await count(fault, 1);
  expect({ client, servers }).toEqual({ client: oneClient, servers: [one] });
  expect(waits).toEqual(oneClient === 3 ? [437.5, 875] : []);
});

test.each(Object.entries(rows))('%s: two servers', async (_what, { fault, two }) => {
  const { client, servers } = await count(fault, 2);
  expect({ client, servers }).toEqual({ client: 1, servers: two });
});

test('straight to a server the client asks three times, and waits as long as it is told to', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const client = createDbgptClient({ baseUrl: `${alpha.url}/v1`, clock });
  scope.later(() => client.close());
  await alpha.setFault({ type: 'rate-limited', retryAfterSeconds: 2 });
  await patiently(clock, pauses, client.chat());
  expect([client.requests, client.waits]).toEqual([3, [2000, 2000]]);
});
