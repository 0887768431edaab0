import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { bearer, chat, chatAs } from '../support/chat.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const networkAddress = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** `name{labels}` to value; fails for a line that is neither a sample nor a comment, or stands before its type. */
function samplesIn(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const types = new Set<string>();
  const samples = new Map<string, number>();
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE (\w+) (?:gauge|counter|histogram)$/.exec(line)?.[1];
    if (type !== undefined) types.add(type);
    if (line.startsWith('#')) continue;
    const [, name = '', labels = '', value] =
      /^([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*\}) ([\d.e+-]+)$/.exec(line) ?? [];
    expect(types.has(name) || types.has(name.replace(/_(bucket|sum|count)$/, '')), line).toBe(true);
    expect(samples.has(name + labels), `twice: ${line}`).toBe(false);
    samples.set(name + labels, Number(value));
  }
  return samples;
}

test('what was asked and answered is counted for each server', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta', models: [{ id: 'other' }] });
  const core = await scope.core({ upstreams: [alpha, beta] });
  await chat(core);
  await chat(core);
  await beta.setFault({ type: 'status', status: 500 });
  await chatAs(core, 'beta/other');
  const reply = await send({ port: core.port, path: '/metrics' });
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const samples = samplesIn(reply.text);
  const value = (name: string): number | undefined => samples.get(`modeltray_${name}`);
  expect(value('requests_total{upstream="alpha",outcome="answered"}')).toBe(2);
  expect(value('requests_total{upstream="beta",outcome="failed"}')).toBe(1);
  expect(value('request_duration_seconds_bucket{upstream="alpha",le="+Inf"}')).toBe(2);
  expect(value('tokens_total{upstream="alpha",direction="out"}')).toBeGreaterThan(0);
  expect(value('requests_in_flight{upstream="alpha"}')).toBe(0);
  expect(value('active_model{upstream="alpha",model="tiny:latest"}')).toBe(1);
});

test('it is there with a trailing slash and for HEAD, and at no other name’s address', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const status = async (path: string, method = 'GET'): Promise<number> =>
    (await send({ port: core.port, path, method })).status;
  expect(await status('/metrics/')).toBe(200);
  expect(await status('/metrics', 'HEAD')).toBe(200);
  expect(await status('/r/alpha/metrics')).toBe(404);
});

test('with the key asked for always, it is asked for here too', async () => {
  const core = await scope.core({ settings: { proxy: { requireKey: 'always' } } });
  const ask = async (headers = {}): Promise<number> =>
    (await send({ port: core.port, path: '/metrics', headers })).status;
  expect([await ask(), await ask(bearer(core.localKey))]).toEqual([401, 200]);
});

test.runIf(networkAddress !== undefined)('nobody gets it over a network, key or not', async () => {
  const core = await scope.core({ settings: { proxy: { listen: 'all' } } });
  const headers = bearer(core.localKey);
  const ask = (path: string, host?: string): ReturnType<typeof send> =>
    send({ port: core.port, path, headers, ...(host === undefined ? {} : { host }) });
  expect((await ask('/v1/models', networkAddress)).status).toBe(200);
  const refused = await ask('/metrics', networkAddress);
  expect([refused.status, errorOf(refused).error.code]).toEqual([404, 'endpoint_not_available']);
  expect((await ask('/metrics')).status).toBe(200);
});
