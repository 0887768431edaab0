import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

test('a redirect is not followed', async () => {
  const beta = await scope.fake({ mark: 'beta' });
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'redirect', location: `${beta.url}/v1/chat/completions`, everywhere: true });
  expect((await chat(core)).status).toBe(502);
  await core.api.calls.testUpstream({ slug: 'alpha' });
  expect(beta.requests).toHaveLength(0);
});

test('our own address is refused as a server, however it is written', async () => {
  const core = await scope.core();
  const { port } = core;
  const own = [
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}/v1`,
    `http://[::1]:${port}`,
    `http://127.0.0.2:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
  ];
  for (const baseUrl of own) {
    await expect(core.api.calls.addUpstream({ baseUrl }), baseUrl).rejects.toMatchObject({
      code: 'own_address',
    });
    await expect(core.api.calls.probeAddress({ baseUrl }), baseUrl).rejects.toMatchObject({
      code: 'own_address',
    });
  }
  expect(core.core.state().upstreams.filter(({ kind }) => kind !== 'demo')).toEqual([]);
});

test('the panel’s address is refused as a server too', async () => {
  const alpha = await scope.fake();
  const core = await scope.core();
  core.core.reportPanel({ port: alpha.port, url: null });
  await expect(core.api.calls.addUpstream({ baseUrl: alpha.url })).rejects.toMatchObject({
    code: 'own_address',
  });
  expect(alpha.requests).toHaveLength(0);
});

test.runIf(hasIpv6)('the proxy answers on both loopback addresses, on one port', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  expect((await chat(core, { host: '::1' })).status).toBe(200);
  expect((await send({ port: core.port, host: '127.0.0.1', path: '/healthz' })).status).toBe(200);
});

test('nothing is asked of a server before the user adds it', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ settings: { demo: { mode: 'off' } } });
  await chat(core);
  expect(alpha.requests).toHaveLength(0);
});

test('with every server down the answer is 503, and the demo does not come back', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'refuse' });
  await core.api.calls.testUpstream({ slug: 'alpha' });
  const reply = await chat(core);
  expect(reply.status).toBe(503);
  expect(reply.text).toContain('no_upstream');
  expect(reply.text).toContain('alpha');
  expect(core.core.state().demo.isActive).toBe(false);
});

test('a server beyond a lock is not even looked at, and says why', async () => {
  const core = await scope.core({ settings: { locks: { onlyThisMachine: true } } });
  const state = await core.api.calls.addUpstream({ baseUrl: 'http://10.255.255.1:81', name: 'far' });
  expect(state).toMatchObject({ health: 'unreachable', healthDetail: { key: 'health.detail.outOfReach' } });
});
