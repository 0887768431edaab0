import { expect, test } from 'vitest';
import { loadSettings } from '../../main/settings/load-settings.ts';
import { migrateSettings, migrations } from '../../main/settings/migrations.ts';
import type { Migration } from '../../main/settings/migrations.ts';
import { settingsVersion } from '../../shared/settings.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();
const now = (): number => Date.UTC(2026, 10, 21, 9);

const made: Migration[] = [
  { to: 2, migrate: ({ porty, ...rest }) => ({ ...rest, proxy: { port: porty } }) },
  { to: 3, migrate: (settings) => ({ ...settings, locks: { noCloud: true } }) },
];
const old = { version: 1, porty: 9000 };

test('every version up to ours has exactly one migration', () => {
  const wanted = Array.from({ length: settingsVersion - 1 }, (_none, index) => index + 2);
  expect(migrations.map(({ to }) => to)).toEqual(wanted);
});

test('steps run in order, from the version that the settings have', () => {
  expect(migrateSettings(old, 1, 3, made)).toEqual({
    version: 3,
    proxy: { port: 9000 },
    locks: { noCloud: true },
  });
  expect(migrateSettings({ version: 2 }, 2, 3, made)).toEqual({ version: 3, locks: { noCloud: true } });
  expect(migrateSettings(old, 1, 1, made)).toEqual(old);
});

test('a step gets a copy: what was read stays as it was', () => {
  const raw = { version: 1, list: [1] };
  migrateSettings(raw, 1, 2, [
    {
      to: 2,
      migrate(settings) {
        if (Array.isArray(settings.list)) settings.list.push(2);
        return settings;
      },
    },
  ]);
  expect(raw).toEqual({ version: 1, list: [1] });
});

test('a missing step is an error, never a silent pass', () => {
  expect(() => migrateSettings(old, 1, 3, made.slice(1))).toThrow('version 2');
});

test('an older file is migrated when loaded and kept as it was before anything is written', () => {
  const dir = tempDir();
  const text = JSON.stringify(old);
  dir.write('settings.json', text);
  const loaded = loadSettings(dir.path, { now, migrations: made, target: 3 });
  expect(loaded).toMatchObject({ problem: null, readOnly: false, migratedFrom: 1 });
  expect(loaded.settings.proxy.port).toBe(9000);
  expect(loaded.settings.locks.noCloud).toBe(true);
  expect(dir.names()).toEqual(['settings.json']);

  loaded.keep();
  expect(dir.names()).toEqual(['settings.json', 'settings.v1-2026-11-21.json']);
  expect(dir.read('settings.v1-2026-11-21.json')).toBe(text);
});

test('a migration that fails leaves a broken file and the defaults, not a half-migrated one', () => {
  const dir = tempDir();
  dir.write('settings.json', JSON.stringify(old));
  const failing: Migration = {
    to: 2,
    migrate() {
      throw new Error('surprise');
    },
  };
  const loaded = loadSettings(dir.path, { now, migrations: [failing], target: 2 });
  expect(loaded.problem).toMatchObject({
    kind: 'broken',
    reason: { key: 'settings.reason.migration', params: { from: 1, to: 2 } },
  });
});
