import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalKeys } from '../../main/settings/local-keys.ts';
import type { LocalKeys } from '../../main/settings/local-keys.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();
const open = (path: string): LocalKeys => createLocalKeys(path, () => Date.UTC(2026, 10, 21));

test('a key is made at once and stored only when asked to', async () => {
  const dir = tempDir();
  const keys = open(dir.path);
  const key = keys.key();
  expect(key).toMatch(/^sk-[\w-]{40}$/);
  expect(dir.names()).toEqual([]);

  await keys.ensureSaved();
  expect(keys.key()).toBe(key);
  expect(open(dir.path).key()).toBe(key);
  expect(statSync(join(dir.path, 'local-keys.json')).mode & 0o777).toBe(0o600);
  expect(dir.names()).toEqual(['local-keys.json']);
});

test('two new folders get two keys', () => {
  expect(open(tempDir().path).key()).not.toBe(open(tempDir().path).key());
});

test('of two processes that both made a key, the first on disk counts', async () => {
  const dir = tempDir();
  const [one, two] = [open(dir.path), open(dir.path)];
  await one.ensureSaved();
  await two.ensureSaved();
  expect(two.key()).toBe(one.key());
});

test('any text may be the key', async () => {
  const dir = tempDir();
  const keys = open(dir.path);
  await keys.set('sk-aaaaa 你好');
  expect(keys.key()).toBe('sk-aaaaa 你好');
  expect(open(dir.path).key()).toBe('sk-aaaaa 你好');
});

test.each(['{ broken', '{}', '{ "key": "" }', '{ "key": 7 }'])(
  'a file that holds %j is kept and said, and a new key is made',
  async (text) => {
    const dir = tempDir();
    dir.write('local-keys.json', text);
    const keys = open(dir.path);
    expect(keys.broken).toMatchObject({ keptAs: 'local-keys.broken-2026-11-21.json' });
    expect(keys.key()).toMatch(/^sk-/);
    expect(dir.read('local-keys.json')).toBe(text);

    await keys.ensureSaved();
    expect(dir.read('local-keys.broken-2026-11-21.json')).toBe(text);
    expect(open(dir.path).key()).toBe(keys.key());
  },
);

test('a key that cannot be stored does not come into force', async () => {
  const dir = tempDir();
  const keys = open(dir.path);
  const before = keys.key();
  mkdirSync(join(dir.path, 'local-keys.json'));
  await expect(keys.set('another')).rejects.toMatchObject({ code: 'not_writable' });
  expect(keys.key()).toBe(before);
  expect(dir.names()).toEqual(['local-keys.json']);
});
