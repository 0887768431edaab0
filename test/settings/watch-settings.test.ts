import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadSettings } from '../../main/settings/load-settings.ts';
import type { LoadedSettings } from '../../main/settings/load-settings.ts';
import { createConfSettingsFile } from '../../main/settings/settings-file.ts';
import { pollMs, settleMs, watchSettings } from '../../main/settings/watch-settings.ts';
import type { SettingsWatch } from '../../main/settings/watch-settings.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { useTempDirs } from './temp-dir.ts';
import type { TempDir } from './temp-dir.ts';

const tempDir = useTempDirs();
const watches: SettingsWatch[] = [];
afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop();
});

interface Watched {
  dir: TempDir;
  clock: FakeClock;
  edits: LoadedSettings[];
  watch: SettingsWatch;
  inForce: (settings: Settings) => void;
}

function start(dir: TempDir, path = dir.path): Watched {
  const clock = createFakeClock();
  const edits: LoadedSettings[] = [];
  const known = loadSettings(path, { now: () => clock.now() });
  let current = known.settings;
  const watch = watchSettings({
    dataDir: path,
    clock,
    current: () => current,
    known,
    onEdit: (edit) => edits.push(edit),
  });
  watches.push(watch);
  return { dir, clock, edits, watch, inForce: (settings) => (current = settings) };
}

const withPort = (port: number): string => JSON.stringify({ version: 1, proxy: { port } });
const changed: Settings = { ...defaultSettings, panel: { port: 9100 } };

test('an edit from outside is seen by the folder, after it has settled', async () => {
  const { dir, clock, edits } = start(tempDir());
  dir.write('settings.json', withPort(9000));
  await clock.armed(settleMs);
  expect(edits).toEqual([]);
  clock.advance(settleMs);
  expect(edits.map(({ settings }) => settings.proxy.port)).toEqual([9000]);
});

test('without notices from the system the stamp is enough', async () => {
  const dir = tempDir();
  const inside = join(dir.path, 'later');
  const { clock, edits } = start(dir, inside);
  await clock.armed(pollMs);
  createConfSettingsFile(inside).write(changed);
  clock.advance(pollMs);
  await clock.armed(settleMs);
  clock.advance(settleMs);
  expect(edits.map(({ settings }) => settings.panel.port)).toEqual([9100]);
});

test('our own writes are no edits', () => {
  const { dir, edits, watch, inForce } = start(tempDir());
  createConfSettingsFile(dir.path).write(changed);
  inForce(changed);
  watch.check();
  expect(edits).toEqual([]);
});

test('one edit is told once, and an edit back to what is in force once more', () => {
  const { dir, edits, watch } = start(tempDir());
  dir.write('settings.json', withPort(9000));
  watch.check();
  watch.check();
  expect(edits).toHaveLength(1);
  dir.write('settings.json', withPort(9999));
  watch.check();
  watch.check();
  expect(edits.map(({ settings }) => settings.proxy.port)).toEqual([9000, 9999]);
});

test('an edit back to an older state counts, though that text was read before', () => {
  const dir = tempDir();
  dir.write('settings.json', withPort(9000));
  const { edits, watch, inForce } = start(dir);
  inForce(changed);
  watch.check();
  expect(edits.map(({ settings }) => settings.proxy.port)).toEqual([9000]);
});

test('a half-written file is looked at again before it counts as broken', () => {
  const { dir, clock, edits, watch } = start(tempDir());
  dir.write('settings.json', '{ "version": 1, "pro');
  watch.check();
  expect(edits).toEqual([]);
  dir.write('settings.json', withPort(9000));
  clock.advance(settleMs);
  expect(edits.map(({ problem }) => problem)).toEqual([null]);
});

test('a file that stays broken is told once, with its reason, and nothing is written', () => {
  const { dir, clock, edits, watch } = start(tempDir());
  dir.write('settings.json', '{ broken');
  watch.check();
  clock.advance(settleMs);
  watch.check();
  clock.advance(settleMs);
  expect(edits.map(({ problem }) => problem?.kind)).toEqual(['broken']);
  expect(dir.names()).toEqual(['settings.json']);
});

test('a file that was broken at start is not told again, its repair is', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ broken');
  const { clock, edits, watch } = start(dir);
  watch.check();
  clock.advance(settleMs);
  expect(edits).toEqual([]);
  dir.write('settings.json', withPort(9000));
  watch.check();
  expect(edits.map(({ settings }) => settings.proxy.port)).toEqual([9000]);
});

test('a file that is gone leaves the settings as they are', () => {
  const dir = tempDir();
  dir.write('settings.json', withPort(9000));
  const { edits, watch } = start(dir);
  rmSync(join(dir.path, 'settings.json'));
  watch.check();
  expect(edits).toEqual([]);
});

test('after stop nothing is told', async () => {
  const { dir, clock, edits, watch } = start(tempDir());
  dir.write('settings.json', withPort(9000));
  await clock.armed(settleMs);
  watch.stop();
  clock.advance(pollMs);
  expect(edits).toEqual([]);
});
