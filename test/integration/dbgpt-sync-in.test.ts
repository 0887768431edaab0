/** The hot switch by an exported `.env`: real files, a real core, requests through the proxy. */
import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { pollMs, settleMs } from '../../main/settings/watch-file.ts';
import type { Api } from '../../shared/api.ts';
import { calls } from '../../shared/api.ts';
import type { Notice } from '../../shared/app-state.ts';
import { modelIn } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface Following {
  core: RunningCore;
  api: Api;
  clock: FakeClock;
  alpha: FakeUpstream;
  path: string;
  folder: string;
  /** Waits for the sign of a change, lets it settle, and waits for the look. */
  seen: () => Promise<void>;
  active: () => string | undefined;
  notice: () => Notice | undefined;
}

async function following(syncIn = true, name = '.env', models = ['active']): Promise<Following> {
  const clock = createFakeClock();
  const alpha = await scope.fake({
    models: [
      { id: 'tiny:latest' },
      { id: 'big:7b' },
      { id: 'third:1b' },
      { id: 'an-embed', type: 'embedding' },
    ],
  });
  const core = await scope.core({ upstreams: [alpha], clock });
  const { api } = core;
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  scope.later(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, '.env');
  if (name !== '.env') {
    await writeFile(join(folder, name), '# linked\n');
    await symlink(join(folder, name), path);
  }
  const choice = { for: '0.6' as const, models, folder };
  const { files } = await api.calls.planExport(calls.planExport.input.parse(choice));
  const looked = files.map((file) => ({ path: file.path, ...file.seen }));
  await api.calls.writeExport(calls.writeExport.input.parse({ ...choice, seen: looked }));
  if (syncIn) await api.calls.updateSettings({ dbgpt: { syncIn } });
  await api.calls.listExports({});
  const seen = async (): Promise<void> => {
    await clock.armed(settleMs);
    clock.advance(settleMs);
    await api.calls.listExports({});
  };
  const notice = (): Notice | undefined =>
    core.core.state().notices.find(({ id }) => id.startsWith('sync-in'));
  return {
    core,
    api,
    clock,
    alpha,
    path,
    folder,
    seen,
    active: () => core.core.state().active?.model,
    notice,
  };
}

async function name(path: string, model: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^PROXYLLM_BACKEND=.*$/m, `PROXYLLM_BACKEND=${model}`));
}

test('off: no file is watched, and none is once it is off again', async () => {
  const { api, clock, path, active } = await following(false);
  // Each watched file is looked at by the clock; the settings' own always is.
  const watched = (): number => clock.pending().filter((delay) => delay === pollMs).length;
  await eventually(() => watched() === 1);
  await name(path, 'alpha/big:7b');
  await api.calls.updateSettings({ dbgpt: { syncIn: true } });
  await eventually(() => watched() === 2);
  await api.calls.updateSettings({ dbgpt: { syncIn: false } });
  expect(watched()).toBe(1);
  expect(active()).toBe('tiny:latest');
});

test('a known model that is named in the file becomes active, with a way back', async () => {
  const { api, path, seen, active, notice } = await following();
  await name(path, 'big:7b');
  await seen();
  expect(active()).toBe('big:7b');
  expect(notice()).toMatchObject({ text: { key: 'sync.notice.switched', params: { model: 'big:7b' } } });
  const id = notice()?.id ?? '';
  await api.calls.undoSwitch({ id });
  expect(active()).toBe('tiny:latest');
  expect(notice()).toBeUndefined();
  await expect(api.calls.undoSwitch({ id })).rejects.toMatchObject({ code: 'notice_not_found' });
});

test('a switch of the user’s after it takes the way back away', async () => {
  const { api, path, seen, notice } = await following();
  await name(path, 'alpha/big:7b');
  await seen();
  const id = notice()?.id ?? '';
  await api.calls.setAlias({ alias: 'active', target: { upstream: 'alpha', model: 'third:1b' } });
  expect(notice()).toBeUndefined();
  await expect(api.calls.undoSwitch({ id })).rejects.toMatchObject({ code: 'notice_not_found' });
});

test('an alias is taken with its groups, and the undo gives them all back', async () => {
  const { api, path, seen, active, core } = await following();
  const refs = ['big:7b', 'third:1b'].map((model) => ({ upstream: 'alpha', model }));
  await api.calls.saveRoute(calls.saveRoute.input.parse({ alias: 'team', pools: [{ candidates: refs }] }));
  await name(path, 'team');
  await seen();
  const route = core.core.state().settings.routes.find(({ alias }) => alias === 'active');
  expect(route?.pools[0]?.candidates).toHaveLength(2);
  expect(active()).toBe('big:7b');
});

test('a file that is replaced whole, as editors do, and one behind a link', async () => {
  const { path, folder, seen, active } = await following(true, 'shared.env');
  const target = join(folder, 'shared.env');
  const draft = join(folder, 'draft');
  const text = await readFile(path, 'utf8');
  await writeFile(draft, text.replace('PROXYLLM_BACKEND=active', 'PROXYLLM_BACKEND="big:7b" # mine'));
  await rename(draft, target);
  await seen();
  expect(active()).toBe('big:7b');
});

test('the line that DB-GPT reads counts, not the one that merely stands there', async () => {
  const { path, seen, active } = await following();
  const text = await readFile(path, 'utf8');
  await writeFile(path, `${text}proxyllm_proxyllm_backend=third:1b\n#PROXYLLM_BACKEND=big:7b\n`);
  await seen();
  expect(active()).toBe('third:1b');
});

test.each(['nobody-has-this', 'alpha/not-listed', 'an-embed'])(
  '%s is said once and switches nothing',
  async (model) => {
    const { api, path, seen, active, notice } = await following();
    await name(path, model);
    await seen();
    expect(active()).toBe('tiny:latest');
    expect(notice()).toMatchObject({ level: 'warning', text: { key: 'sync.notice.notSwitched' } });
    await api.calls.dismissNotice({ id: notice()?.id ?? '' });
    await writeFile(path, `${await readFile(path, 'utf8')}# touched\n`);
    await seen();
    expect(notice()).toBeUndefined();
  },
);

test('our own writes switch nothing', async () => {
  const { api, path, seen, active, notice } = await following();
  const choice = { for: '0.6' as const, models: ['alpha/big:7b'], file: path };
  const { files } = await api.calls.planExport(calls.planExport.input.parse(choice));
  const looked = files.map((file) => ({ path: file.path, ...file.seen }));
  await api.calls.writeExport(calls.writeExport.input.parse({ ...choice, seen: looked }));
  await seen();
  expect(await readFile(path, 'utf8')).toContain('PROXYLLM_BACKEND=alpha/big:7b');
  expect([active(), notice()]).toEqual(['tiny:latest', undefined]);
});

test('DB-GPT goes on sending the old name, and is answered by the new model', async () => {
  const { core, alpha, path, seen, api } = await following(true, '.env', ['alpha/tiny:latest']);
  const client = new OpenAI({ baseURL: core.proxyUrl, apiKey: core.localKey });
  const ask = (model: string): Promise<unknown> =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }] });
  await name(path, 'big:7b');
  await seen();
  await ask('alpha/tiny:latest');
  await ask('tiny:latest');
  expect(alpha.generations().map(({ body }) => modelIn(body))).toEqual(['big:7b', 'tiny:latest']);
  await api.calls.updateSettings({ dbgpt: { syncIn: false } });
  await ask('alpha/tiny:latest');
  expect(
    alpha
      .generations()
      .map(({ body }) => modelIn(body))
      .at(-1),
  ).toBe('tiny:latest');
});
