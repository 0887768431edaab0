/** Files of DB-GPT's that are kept up to date: real files, a real core, a clock that is moved. */
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleMs } from '../../main/core/sync-out.ts';
import type { Api, CallInput } from '../../shared/api.ts';
import { calls } from '../../shared/api.ts';
import type { Notice } from '../../shared/app-state.ts';
import type { SyncOut } from '../../shared/settings.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { RunningCore, StartCoreOptions } from '../support/run-core.ts';
import { freePort } from '../support/ports.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const template = '# mine\nLLM_MODEL=glm-4-9b-chat\nOTHER=1\n';

async function oldDbgpt(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  scope.later(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'dbgpt'));
  await writeFile(join(folder, 'dbgpt/_version.py'), 'version = "0.6.3"\n');
  await writeFile(join(folder, '.env'), template);
  return folder;
}

async function exportTo(api: Api, input: CallInput<'planExport'>): Promise<void> {
  const { files } = await api.calls.planExport(calls.planExport.input.parse(input));
  const seen = files.map((file) => ({ path: file.path, ...file.seen }));
  await api.calls.writeExport(calls.writeExport.input.parse({ ...input, seen }));
}

interface Synced {
  core: RunningCore;
  api: Api;
  clock: FakeClock;
  path: string;
  folder: string;
  /** Lets what has changed settle, and waits for the look at the files. */
  settle: () => Promise<void>;
  notice: (id: string) => Notice | undefined;
}

async function synced(
  syncOut: SyncOut,
  options: StartCoreOptions = {},
  models = ['active'],
): Promise<Synced> {
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [await scope.fake()], clock, ...options });
  const { api } = core;
  const folder = await oldDbgpt();
  await exportTo(api, { for: '0.6', models, folder });
  await api.calls.updateSettings({ dbgpt: { syncOut } });
  const settle = async (): Promise<void> => {
    clock.advance(settleMs);
    // The look runs in turn with every call on the files, so this ends after it.
    await api.calls.listExports({});
  };
  await settle();
  const notice = (id: string): Notice | undefined =>
    core.core.state().notices.find((one) => one.id.startsWith(id));
  return { core, api, clock, path: join(folder, '.env'), folder, settle, notice };
}

const outOfDate = 'exports-out-of-date';

test('off: another key is followed by nothing, and the list tells it all the same', async () => {
  const { api, settle, path, notice, core, clock } = await synced('off');
  const before = await readFile(path, 'utf8');
  const timers = clock.pending().length;
  await api.calls.setLocalKey({ key: 'sk-another' });
  expect(clock.pending()).toHaveLength(timers);
  await settle();
  expect(notice(outOfDate)).toBeUndefined();
  expect(core.core.state().exports).toEqual({ count: 1, outOfDate: 0 });
  expect(await readFile(path, 'utf8')).toBe(before);
  const { exports } = await api.calls.listExports({});
  expect(exports).toMatchObject([{ freshness: 'out-of-date', changes: ['key'], reason: null }]);
});

test('review: the notice names what has changed, the review shows it, and its writing settles the matter', async () => {
  const { api, settle, path, notice, core } = await synced('review');
  expect(notice(outOfDate)).toBeUndefined();
  await api.calls.setLocalKey({ key: 'sk-another' });
  expect(notice(outOfDate)).toBeUndefined();
  await settle();
  expect(notice(outOfDate)).toMatchObject({
    text: { key: 'sync.notice.one' },
    actions: [{ do: 'review-exports' }],
  });
  expect(core.core.state().exports).toEqual({ count: 1, outOfDate: 1 });
  expect(await readFile(path, 'utf8')).not.toContain('sk-another');

  const id = (await api.calls.listExports({})).exports[0]?.id ?? '';
  const planned = await api.calls.planUpdate({ id });
  expect(JSON.stringify(planned)).not.toContain('sk-another');
  const seen = planned.files.map((file) => ({ path: file.path, ...file.seen }));
  await api.calls.writeUpdate({ id, seen });
  await settle();
  expect(await readFile(path, 'utf8')).toContain('PROXY_API_KEY=sk-another');
  expect(notice(outOfDate)).toBeUndefined();
  expect((await api.calls.listExports({})).automatic).toEqual([]);
});

test('a notice that was dismissed comes back for something new only', async () => {
  const { api, settle, notice } = await synced('review');
  await api.calls.setLocalKey({ key: 'sk-another' });
  await settle();
  await api.calls.dismissNotice({ id: outOfDate });
  await api.calls.updateSettings({ window: { theme: 'dark' } });
  await settle();
  expect(notice(outOfDate)).toBeUndefined();
  await api.calls.setLocalKey({ key: 'sk-a-third' });
  await settle();
  expect(notice(outOfDate)).toBeDefined();
});

test('with active, a switch of the model changes nothing', async () => {
  const alpha = await scope.fake({ models: [{ id: 'big:8b' }, { id: 'other:8b' }] });
  const { api, settle, path, notice } = await synced('write', { upstreams: [alpha] });
  const text = await readFile(path, 'utf8');
  await api.calls.setAlias({ alias: 'active', target: { upstream: 'alpha', model: 'other:8b' } });
  await settle();
  expect(notice('export')).toBeUndefined();
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('another embedding model in ModelTray leaves DB-GPT’s file alone', async () => {
  const alpha = await scope.fake({
    models: [{ id: 'tiny:latest' }, { id: 'one-embed' }, { id: 'two-embed' }],
  });
  const { api, settle, path, notice } = await synced('write', {
    upstreams: [alpha],
    embedding: { upstream: alpha, model: 'one-embed' },
  });
  expect(await readFile(path, 'utf8')).toContain('alpha/one-embed');
  await api.calls.setAlias({ alias: 'embedding', target: { upstream: 'alpha', model: 'two-embed' } });
  await settle();
  expect(notice('export')).toBeUndefined();
  expect(await readFile(path, 'utf8')).toContain('alpha/one-embed');
});

test('write: the file follows the key, each write stands in the list and is taken back by itself', async () => {
  const { api, settle, path, folder, notice } = await synced('write');
  const first = await readFile(path, 'utf8');
  await api.calls.setLocalKey({ key: 'sk-two' });
  await settle();
  const second = await readFile(path, 'utf8');
  expect(second).toContain('PROXY_API_KEY=sk-two');
  expect(notice('export-written')).toMatchObject({
    actions: [{ do: 'undo-write' }, { do: 'review-exports' }],
  });
  await api.calls.setLocalKey({ key: 'sk-three' });
  await settle();
  const { automatic, exports } = await api.calls.listExports({});
  expect(exports).toMatchObject([{ path, state: 'as-written', freshness: 'current' }]);
  expect(automatic).toMatchObject([
    { path, changes: ['key'], canUndo: true },
    { path, changes: ['key'], canUndo: false },
  ]);
  await expect(
    api.calls.undoAutomaticWrite({ id: automatic[1]?.id ?? '', force: false }),
  ).rejects.toMatchObject({ code: 'export_not_found' });

  await api.calls.undoAutomaticWrite({ id: automatic[0]?.id ?? '', force: false });
  expect(await readFile(path, 'utf8')).toBe(second);
  await settle();
  expect(await readFile(path, 'utf8')).toBe(second);
  expect(notice(outOfDate)).toMatchObject({ text: { params: { reason: { key: 'sync.reason.declined' } } } });
  await api.calls.undoAutomaticWrite({ id: automatic[1]?.id ?? '', force: false });
  expect(await readFile(path, 'utf8')).toBe(first);
  await api.calls.undoExport({ all: true, force: false });
  expect(await readFile(path, 'utf8')).toBe(template);
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'dbgpt']);
});

test('all of it at once: undo after automatic writes leaves the first bytes and no copies', async () => {
  const { api, settle, path, folder, core } = await synced('write');
  for (let n = 0; n < 8; n += 1) {
    await api.calls.setLocalKey({ key: `sk-number-${n}` });
    await settle();
  }
  expect(await readFile(path, 'utf8')).toContain('sk-number-7');
  expect((await api.calls.listExports({})).automatic).toHaveLength(5);
  expect((await readdir(folder)).filter((name) => name.startsWith('.env.'))).toHaveLength(6);
  expect(await readFile(join(core.dataDir, 'exports.json'), 'utf8')).not.toContain('sk-number');
  await api.calls.undoExport({ all: true, force: false });
  expect(await readFile(path, 'utf8')).toBe(template);
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'dbgpt']);
});

test('write: a file that somebody else changed is left to its user', async () => {
  const { api, settle, path, notice } = await synced('write');
  const edited = `${await readFile(path, 'utf8')}EDITED=1\n`;
  await writeFile(path, edited);
  await api.calls.setLocalKey({ key: 'sk-two' });
  await settle();
  expect(await readFile(path, 'utf8')).toBe(edited);
  expect(notice(outOfDate)).toMatchObject({ text: { params: { reason: { key: 'sync.reason.changed' } } } });
});

test('write: an older content of ours that somebody put back is out of date, and left to its user', async () => {
  const { api, settle, path, notice } = await synced('write');
  const first = await readFile(path, 'utf8');
  await api.calls.setLocalKey({ key: 'sk-two' });
  await settle();
  await writeFile(path, first);
  await api.calls.updateSettings({ window: { theme: 'dark' } });
  await settle();
  expect(await readFile(path, 'utf8')).toBe(first);
  expect((await api.calls.listExports({})).exports).toMatchObject([
    { state: 'changed', freshness: 'out-of-date', changes: ['key'] },
  ]);
  expect(notice(outOfDate)).toMatchObject({ text: { params: { reason: { key: 'sync.reason.changed' } } } });
});

test('write: a read-only file is said and not tried again; a missing one is not made anew', async () => {
  const { api, settle, path, notice, core } = await synced('write');
  await chmod(path, 0o444);
  await api.calls.setLocalKey({ key: 'sk-two' });
  await settle();
  expect(notice(outOfDate)?.text.params).toMatchObject({ reason: { key: 'error.not_writable' } });
  const { mtimeMs } = await stat(join(core.dataDir, 'exports.json'));
  await chmod(path, 0o644);
  await api.calls.updateSettings({ window: { theme: 'dark' } });
  await settle();
  expect((await stat(join(core.dataDir, 'exports.json'))).mtimeMs).toBe(mtimeMs);
  expect((await api.calls.listExports({})).exports[0]?.reason?.key).toBe('error.not_writable');
  await rm(path);
  await api.calls.setLocalKey({ key: 'sk-three' });
  await settle();
  expect(notice(outOfDate)?.text.params).toMatchObject({ reason: { key: 'sync.reason.gone' } });
  await expect(stat(path)).rejects.toThrow();
});

test('another port, and a server that is gone', async () => {
  const { api, settle, path, notice, core } = await synced('write');
  await api.calls.updateSettings({ proxy: { port: await freePort() } });
  await settle();
  expect(await readFile(path, 'utf8')).toContain(`${core.core.state().proxy.baseUrl}/chat/completions`);
  await exportTo(api, { for: '0.6', models: ['alpha/tiny:latest'], file: path });
  await api.calls.removeUpstream({ slug: 'alpha' });
  await settle();
  expect(notice(outOfDate)?.text.params).toMatchObject({ reason: { key: 'error.model_unknown' } });
});

test('a list from before choices were kept: given back as ever, and said that it cannot be checked', async () => {
  const { api, core, path } = await synced('off');
  const file = join(core.dataDir, 'exports.json');
  const list = JSON.parse(await readFile(file, 'utf8')) as { exports: Record<string, unknown>[] };
  const old = list.exports.map(
    ({ made: _made, automatic: _automatic, declined: _declined, ...entry }) => entry,
  );
  const later = await scope.core({
    upstreams: [await scope.fake({ mark: 'beta' })],
    settings: { dbgpt: { syncOut: 'write' } },
    prepare: (dataDir) => writeFile(join(dataDir, 'exports.json'), JSON.stringify({ exports: old })),
  });
  const { exports } = await later.api.calls.listExports({});
  expect(exports).toMatchObject([{ freshness: 'unknown', reason: { key: 'sync.reason.noChoice' } }]);
  await expect(later.api.calls.planUpdate({ id: exports[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'bad_input',
  });
  await later.api.calls.undoExport({ all: true, force: false });
  expect(await readFile(path, 'utf8')).toBe(template);
  await api.calls.listExports({});
});
