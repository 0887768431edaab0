/** More models than AppState can carry: it stays small and calm, and every one of them is found and can be chosen. */
import { expect, test } from 'vitest';
import { calls as specs } from '../../shared/api.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const serverCount = 50;
const idOf = (server: number, model: number): string =>
  `some-organisation/some-rather-long-model-name-instruct-${server}-${model}`;

async function manyModels() {
  const upstreams = await Promise.all(
    Array.from({ length: serverCount }, (_server, at) =>
      scope.fake({
        dialect: 'openai',
        mark: `server-${at}`,
        models: Array.from({ length: 40 }, (_model, n) => ({ id: idOf(at, n) })),
      }),
    ),
  );
  const clock = createFakeClock();
  const core = await scope.core({ upstreams, clock });
  return { core, clock, calls: core.core.api.calls };
}

const bytesOf = (state: unknown): number => Buffer.byteLength(JSON.stringify(state));

test('fifty servers of forty models: the state is small, what is chosen is in it, the rest is found', async () => {
  const { core, calls } = await manyModels();
  const last = { upstream: 'server-49', model: idOf(49, 39) };
  const pinned = { upstream: 'server-20', model: idOf(20, 30) };
  const inRoute = { upstream: 'server-7', model: idOf(7, 25) };
  const isInState = ({ upstream, model }: typeof last): boolean =>
    core.core
      .state()
      .upstreams.some(({ slug, models }) => slug === upstream && models.some(({ id }) => id === model));
  expect([last, pinned, inRoute].map(isInState)).toEqual([false, false, false]);

  expect(await calls.findModels({ words: '49-39', types: ['chat'], limit: 60 })).toMatchObject({
    models: [{ ...last, info: { id: last.model, type: 'chat' } }],
    count: 1,
  });
  const cut = await calls.findModels({ words: 'INSTRUCT server-3', types: ['chat'], limit: 60 });
  expect([cut.models.length, cut.count]).toEqual([60, 11 * 40]);
  const ofOne = await calls.findModels({ words: '', types: ['chat'], servers: ['server-3'], limit: 60 });
  expect(ofOne.count).toBe(40);
  expect((await calls.findModels({ words: '', types: ['rerank'], limit: 60 })).count).toBe(0);

  await calls.setAlias({ alias: 'active', target: last });
  await calls.pinModel({ ref: pinned, pinned: true });
  const team = { alias: 'team', pools: [{ candidates: [last, inRoute] }] };
  await calls.saveRoute(specs.saveRoute.input.parse(team));
  expect([last, pinned, inRoute].map(isInState)).toEqual([true, true, true]);
  const state = core.core.state();
  expect(state.active).toMatchObject({ ...last, upstreamName: 'server-49', info: { id: last.model } });
  expect(state.upstreams.map(({ modelCount }) => modelCount)).toEqual(Array(serverCount).fill(40));
  expect(bytesOf(state)).toBeLessThan(100_000);
});

test('under requests at most four states a second go out, each of them small', async () => {
  const { core, clock } = await manyModels();
  const sizes: number[] = [];
  const stop = core.core.api.feeds.state((state) => sizes.push(bytesOf(state)));
  clock.advance(1_000);
  sizes.length = 0;
  for (let n = 0; n < 60; n += 1) {
    const body = { model: `server-${n % serverCount}/${idOf(n % serverCount, 0)}`, messages: [] };
    await send({ port: core.port, path: '/v1/chat/completions', body: JSON.stringify(body) });
    clock.advance(50);
  }
  clock.advance(1_000);
  stop();
  expect(sizes.length).toBeGreaterThan(4);
  expect(sizes.length).toBeLessThanOrEqual(4 * 4);
  expect(Math.max(...sizes)).toBeLessThan(100_000);
});
