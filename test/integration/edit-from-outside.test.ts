import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Settings } from '../../shared/settings.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function onDisk({ dataDir }: RunningCore): Promise<Settings> {
  return JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8')) as Settings;
}

const isAsked = ({ core }: RunningCore): boolean =>
  core.state().notices.some(({ id }) => id === 'settings-edit-widens');

async function startAsked(): Promise<RunningCore> {
  const core = await scope.core({ upstreams: [await scope.fake()], settings: { locks: { noCloud: true } } });
  const settings = await onDisk(core);
  const edit = { ...settings, locks: { ...settings.locks, noCloud: false } };
  await writeFile(join(core.dataDir, 'settings.json'), JSON.stringify(edit));
  await expect.poll(() => isAsked(core), { timeout: 10_000 }).toBe(true);
  expect(core.core.state().settings.locks.noCloud).toBe(true);
  return core;
}

test('a widening edit waits for the user’s word, whatever is changed in the window meanwhile', async () => {
  const core = await startAsked();
  await core.api.calls.updateSettings({ window: { theme: 'dark' } });
  const later = await onDisk(core);
  expect(later.locks.noCloud).toBe(true);
  expect(isAsked(core)).toBe(true);
  await core.api.calls.applySettingsEdit({ apply: true });
  const { settings } = core.core.state();
  expect([settings.locks.noCloud, settings.window.theme]).toEqual([false, 'dark']);
  expect(await onDisk(core)).toEqual(settings);
});

test('an edit that was refused is not lost when the settings are written over it', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const mine = '{"version":1, // mine\n}';
  await writeFile(join(core.dataDir, 'settings.json'), mine);
  const noticed = (): string[] => core.core.state().notices.map(({ id }) => id);
  await expect.poll(noticed, { timeout: 10_000 }).toContain('settings-edit-rejected');
  await core.api.calls.updateSettings({ window: { theme: 'dark' } });
  expect(noticed()).toEqual(['settings-edit-kept']);
  const kept = (await readdir(core.dataDir)).filter((name) => name.startsWith('settings.broken-'));
  expect(kept).toHaveLength(1);
  expect(await readFile(join(core.dataDir, kept[0] ?? ''), 'utf8')).toBe(mine);
  expect((await onDisk(core)).window.theme).toBe('dark');
  await core.api.calls.updateSettings({ window: { theme: 'light' } });
  expect((await readdir(core.dataDir)).filter((name) => name.startsWith('settings.broken-'))).toEqual(kept);
});

test('a discarded edit leaves the settings in force in the file', async () => {
  const core = await startAsked();
  await core.api.calls.applySettingsEdit({ apply: false });
  expect((await onDisk(core)).locks.noCloud).toBe(true);
  expect(isAsked(core)).toBe(false);
});
