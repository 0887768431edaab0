import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calls } from '../../shared/api.ts';
import { bearer, chat, chatAs } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const always = { proxy: { requireKey: 'always' as const } };

test('each client has a key of its own, which is taken away alone', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()], settings: always });
  const { id, key } = await core.api.calls.createKey({ label: 'reports' });
  for (const one of [core.localKey, key])
    expect((await chat(core, { headers: bearer(one) })).status).toBe(200);
  await core.api.calls.revokeKey({ id });
  expect((await chat(core, { headers: bearer(key) })).status).toBe(401);
  expect((await chat(core, { headers: bearer(core.localKey) })).status).toBe(200);
  await expect(core.api.calls.revokeKey({ id: 'default' })).rejects.toMatchObject({ code: 'key_is_main' });
});

test('a replaced key is answered until its time is over', async () => {
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [await scope.fake()], settings: always, clock });
  const { key } = await core.api.calls.rotateKey({ id: 'default', graceMs: 60_000 });
  const statusOf = async (one: string): Promise<number> =>
    (await chat(core, { headers: bearer(one) })).status;
  expect([await statusOf(core.localKey), await statusOf(key)]).toEqual([200, 200]);
  expect(core.core.localKey()).toBe(key);
  clock.advance(60_000);
  expect([await statusOf(core.localKey), await statusOf(key)]).toEqual([401, 200]);
  expect(core.core.state().keys).toHaveLength(1);
});

test('a rule sends the requests of one client elsewhere', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta' });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const { id, key } = await core.api.calls.createKey({ label: 'reports' });
  const on = (upstream: string) => ({ upstream, model: 'tiny:latest' });
  await core.api.calls.saveRoute(
    calls.saveRoute.input.parse({
      alias: 'team',
      pools: [
        { name: 'Usual', candidates: [on('alpha')] },
        { name: 'Reports', candidates: [on('beta')] },
      ],
      rules: [{ when: [{ kind: 'key-label', label: 'reports' }], pool: 'Reports' }],
    }),
  );
  const answeredBy = async (headers: Record<string, string>): Promise<unknown> =>
    (await chatAs(core, 'team', { headers })).headers['x-modeltray-upstream'];
  expect(await answeredBy({})).toBe('alpha');
  expect(await answeredBy(bearer(core.localKey))).toBe('alpha');
  expect(await answeredBy(bearer(key))).toBe('beta');
  await core.api.calls.renameKey({ id, label: 'accounts' });
  expect(await answeredBy(bearer(key))).toBe('alpha');
});

test('the state says who has a key and when it was used, and no value of any', async () => {
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [await scope.fake()], clock });
  const { id, key } = await core.api.calls.createKey({ label: 'reports' });
  clock.advance(5_000);
  await chat(core, { headers: bearer(key) });
  const state = await core.api.calls.getState({});
  expect(state.keys).toMatchObject([
    { id: 'default', label: 'DB-GPT', endsAt: null, lastUsedAt: null },
    { id, label: 'reports', createdAt: clock.now() - 5_000, endsAt: null, lastUsedAt: clock.now() },
  ]);
  expect(JSON.stringify(state)).not.toContain(key);
  expect(JSON.stringify(state)).not.toContain(core.localKey);
  expect(await readFile(join(core.dataDir, 'settings.json'), 'utf8')).not.toContain(key);
  expect(await core.api.calls.revealKey({ id })).toEqual({ key });
});

test('an old value that was given time before this start ends in it, and is seen to', async () => {
  const clock = createFakeClock();
  const stored = (id: string, value: string, endsAt: number | null) => {
    return { id, label: 'DB-GPT', value, createdAt: 0, endsAt };
  };
  const keys = [stored('default', 'sk-new', null), stored('aa', 'sk-old', clock.now() + 60_000)];
  const { core } = await scope.core({
    clock,
    prepare: (dataDir) => writeFile(join(dataDir, 'local-keys.json'), JSON.stringify({ keys })),
  });
  const seen: number[] = [];
  const close = core.api.feeds.state((state) => seen.push(state.keys.length));
  clock.advance(59_000);
  expect(seen.at(-1)).toBe(2);
  clock.advance(2_000);
  expect(seen.at(-1)).toBe(1);
  close();
});
