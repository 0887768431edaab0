import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from '../../main/settings/load-settings.ts';
import { createConfSettingsFile } from '../../main/settings/settings-file.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();
const changed = { ...defaultSettings, panel: { port: 9100 } };

test('opening it touches nothing; writing makes the folder and a private file, and nothing else', () => {
  const dir = tempDir();
  const inside = join(dir.path, 'new');
  const file = createConfSettingsFile(inside);
  expect(dir.names()).toEqual([]);

  file.write(changed);
  expect(dir.names()).toEqual(['new']);
  expect(statSync(inside).mode & 0o777).toBe(0o700);
  expect(statSync(join(inside, 'settings.json')).mode & 0o777).toBe(0o600);
  expect(loadSettings(inside, { now: () => 0 }).settings).toEqual(changed);
});

test('it writes over what it could not read, and all of it', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ "stale": true, broken');
  createConfSettingsFile(dir.path).write(changed);
  expect(JSON.parse(dir.read('settings.json'))).toEqual(changed);
  expect(dir.names()).toEqual(['settings.json']);
});

test('a loose mode is tightened by the next write', () => {
  const dir = tempDir();
  writeFileSync(join(dir.path, 'settings.json'), '{}', { mode: 0o644 });
  createConfSettingsFile(dir.path).write(changed);
  expect(statSync(join(dir.path, 'settings.json')).mode & 0o777).toBe(0o600);
});

test('what cannot be written is said with its path', () => {
  const dir = tempDir();
  mkdirSync(join(dir.path, 'settings.json'));
  const write = (): void => createConfSettingsFile(dir.path).write(changed);
  expect(write).toThrow(ModelTrayError);
  expect(write).toThrow(/not_writable.*settings\.json/);
});
