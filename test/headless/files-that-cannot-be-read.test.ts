/** Commands that read the folder's files for themselves say what is wrong with them. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usePrograms } from './run-main.ts';

const programs = usePrograms();
const data = (...words: string[]): string[] => [...words, '--data', programs.dataDir];
const write = (name: string, text: string): Promise<void> => writeFile(join(programs.dataDir, name), text);

test('a settings file that is no JSON: the list is not just empty', async () => {
  await write('settings.json', '{"version":1, // mine\n}');
  const { code, out, err } = await programs.run(data('upstream', 'list', '--json'));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ upstreams: [] });
  expect(err).toMatch(/^Note: The settings file could not be read \(.*line 1, column 15\)/);
  expect(await readdir(programs.dataDir)).toEqual(['settings.json']);
});

test('a command that writes in its place says so, under the name where it is kept', async () => {
  const mine = '{"version":1, // mine\n}';
  await write('settings.json', mine);
  const { err } = await programs.run(data('upstream', 'add', 'http://127.0.0.1:9001'));
  const kept = /settings\.broken-[\d-]+\.json/.exec(err)?.[0] ?? '';
  expect(await readFile(join(programs.dataDir, kept), 'utf8')).toBe(mine);
});

test('settings of a newer ModelTray, and keys that are none', async () => {
  await write('settings.json', '{"version":99}');
  await write('secrets.json', '[');
  const { err } = await programs.run(data('status'));
  expect(err).toMatch(/^Note: The settings were written by a newer ModelTray/m);
  expect(err).toMatch(/^Note: A file of keys could not be read/m);
});
