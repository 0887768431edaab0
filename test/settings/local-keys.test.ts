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

test('the file of one key that older versions wrote is read, and brought up with the next change', async () => {
  const dir = tempDir();
  dir.write('local-keys.json', '{ "key": "sk-old" }');
  const keys = open(dir.path);
  await keys.ensureSaved();
  expect(dir.read('local-keys.json')).toBe('{ "key": "sk-old" }');
  expect(keys.key()).toBe('sk-old');
  expect(keys.states()).toEqual([
    { id: 'default', label: 'DB-GPT', createdAt: null, endsAt: null, lastUsedAt: null },
  ]);

  const { id } = await keys.create('reports');
  const again = open(dir.path);
  expect(again.key()).toBe('sk-old');
  expect(again.states().map(({ label }) => label)).toEqual(['DB-GPT', 'reports']);
  expect(again.valueOf(id)).toMatch(/^sk-/);
  expect(statSync(join(dir.path, 'local-keys.json')).mode & 0o777).toBe(0o600);
});

test('a replaced key works until its time is over, also after a restart', async () => {
  const dir = tempDir();
  let now = 1_000;
  const opened = (): LocalKeys => createLocalKeys(dir.path, () => now);
  const keys = opened();
  const old = keys.key();
  const { key } = await keys.rotate('default', 60_000);
  const values = (of: LocalKeys): string[] => of.valid().map(({ value }) => value);
  expect(values(keys)).toEqual([key, old]);
  expect(keys.valid()).toBe(keys.valid());
  now += 59_999;
  expect(values(opened())).toEqual([key, old]);
  now += 1;
  expect(values(keys)).toEqual([key]);
  expect(values(opened())).toEqual([key]);
});

test('a key is renamed and revoked with what it was before; the one of the exports stays', async () => {
  const keys = open(tempDir().path);
  const { id } = await keys.create('reports');
  await keys.rotate(id, 60_000);
  await keys.rename(id, 'accounts');
  expect(keys.states().map(({ label }) => label)).toEqual(['DB-GPT', 'accounts', 'accounts']);
  await expect(keys.create('accounts')).rejects.toMatchObject({ code: 'key_label_taken' });
  await expect(keys.rename('default', 'accounts')).rejects.toMatchObject({ code: 'key_label_taken' });
  await expect(keys.revoke('default')).rejects.toMatchObject({ code: 'key_is_main' });
  await keys.revoke(id);
  expect(keys.states().map(({ label }) => label)).toEqual(['DB-GPT']);
  await expect(keys.revoke(id)).rejects.toMatchObject({ code: 'key_not_found' });
});

test('an old value is taken back at once, and cannot be replaced itself', async () => {
  const keys = open(tempDir().path);
  await keys.rotate('default', 60_000);
  const old = keys.states().find(({ endsAt }) => endsAt !== null)?.id ?? '';
  await expect(keys.rotate(old, 0)).rejects.toMatchObject({ code: 'key_not_found' });
  await keys.revoke(old);
  expect(keys.valid()).toHaveLength(1);
});

test('the value of another client is no value for the exports', async () => {
  const keys = open(tempDir().path);
  const { key } = await keys.create('reports');
  await expect(keys.set(key)).rejects.toMatchObject({ code: 'key_value_taken' });
  const before = keys.key();
  await keys.rotate('default', 60_000);
  await keys.set(before);
  expect(keys.valid().map(({ label }) => label)).toEqual(['DB-GPT', 'reports']);
});

test('as many keys as the file can hold, and not one more: they would all be gone at the next start', async () => {
  const dir = tempDir();
  const keys = open(dir.path);
  for (let at = 1; at < 200; at += 1) await keys.create(`program ${at}`);
  await expect(keys.create('one more')).rejects.toMatchObject({ code: 'too_many_keys' });
  await expect(keys.rotate('default', 1_000)).rejects.toMatchObject({ code: 'too_many_keys' });
  await keys.rotate('default', 0);
  expect(keys.states()).toHaveLength(200);
  const next = open(dir.path);
  expect([next.broken, next.states().length, next.key()]).toEqual([null, 200, keys.key()]);
});
