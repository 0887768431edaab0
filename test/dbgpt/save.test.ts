import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameNumber, saveExport } from '../../main/dbgpt/save.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'modeltray-test-'))));
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});
const inFolder = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(inFolder(name), 'utf8');
const names = (): string[] => readdirSync(folder).sort();

test('a new file, whole, private, with its full path, and nothing beside it', async () => {
  const report = await saveExport({ folder, fileName: '.env', text: 'A=1\n' });
  expect(report).toEqual({ path: inFolder('.env'), wasBeside: false });
  expect(read('.env')).toBe('A=1\n');
  expect(statSync(inFolder('.env')).mode & 0o777).toBe(0o600);
  expect(names()).toEqual(['.env']);
});

test('a file that exists is never touched: ours goes beside it, and beside that', async () => {
  writeFileSync(inFolder('.env'), 'MINE=1\n');
  const first = await saveExport({ folder, fileName: '.env', text: 'A=1\n' });
  const second = await saveExport({ folder, fileName: '.env', text: 'A=2\n' });
  expect(first).toEqual({ path: inFolder('.env.modeltray'), wasBeside: true });
  expect(second).toEqual({ path: inFolder('.env.modeltray.2'), wasBeside: true });
  expect(['.env', '.env.modeltray', '.env.modeltray.2'].map(read)).toEqual(['MINE=1\n', 'A=1\n', 'A=2\n']);
});

test('saving the same again makes no second file', async () => {
  writeFileSync(inFolder('.env'), 'MINE=1\n');
  await saveExport({ folder, fileName: '.env', text: 'A=1\n' });
  const again = await saveExport({ folder, fileName: '.env', text: 'A=1\n' });
  expect(again.path).toBe(inFolder('.env.modeltray'));
  expect(names()).toEqual(['.env', '.env.modeltray']);
});

test('names go up before their endings', () => {
  expect([1, 2, 3].map((n) => nameNumber('.env', n))).toEqual(['.env', '.env.modeltray', '.env.modeltray.2']);
  expect(nameNumber('modeltray.toml', 2)).toBe('modeltray-2.toml');
  expect(nameNumber('modeltray.env.sh', 3)).toBe('modeltray-3.env.sh');
});

test('two at the same time get two files, each whole', async () => {
  const texts = ['A=1\n'.repeat(1000), 'A=2\n'.repeat(1000)];
  const reports = await Promise.all(texts.map((text) => saveExport({ folder, fileName: '.env', text })));
  expect(reports.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(texts);
  expect(names()).toEqual(['.env', '.env.modeltray']);
});

test('a folder or a dangling link in the way keeps its name', async () => {
  mkdirSync(inFolder('.env'));
  symlinkSync(inFolder('nowhere'), inFolder('.env.modeltray'));
  const { path } = await saveExport({ folder, fileName: '.env', text: 'A=1\n' });
  expect(path).toBe(inFolder('.env.modeltray.2'));
  expect(lstatSync(inFolder('.env.modeltray')).isSymbolicLink()).toBe(true);
  expect(names()).not.toContain('nowhere');
});

test('the home folder may be written as ~', async () => {
  mkdirSync(inFolder('DB-GPT'));
  const { path } = await saveExport({ folder: '~/DB-GPT', fileName: '.env', text: 'A=1\n', home: folder });
  expect(path).toBe(join(folder, 'DB-GPT', '.env'));
});

test('a relative folder counts from cwd where one is given, and is refused otherwise', async () => {
  mkdirSync(inFolder('DB-GPT'));
  const wanted = { folder: 'DB-GPT', fileName: '.env', text: 'A=1\n' };
  await expect(saveExport(wanted)).rejects.toMatchObject({
    code: 'bad_input',
    userMessage: { key: 'export.error.relative' },
  });
  const { path } = await saveExport({ ...wanted, cwd: folder });
  expect(path).toBe(join(folder, 'DB-GPT', '.env'));
});

test.each(['absent', 'file/inside', 'x\u0000y'])('the folder %j is not there', async (name) => {
  writeFileSync(inFolder('file'), '');
  const saving = saveExport({ folder: `${folder}/${name}`, fileName: '.env', text: 'A=1\n' });
  await expect(saving).rejects.toMatchObject({ code: 'folder_not_found' });
  expect(names()).toEqual(['file']);
});

test('a file is no folder', async () => {
  writeFileSync(inFolder('file'), 'mine');
  const saving = saveExport({ folder: inFolder('file'), fileName: '.env', text: 'A=1\n' });
  await expect(saving).rejects.toMatchObject({ code: 'bad_input' });
  expect(read('file')).toBe('mine');
});

test('where nothing can be written it says so with the path and leaves nothing', async () => {
  const saving = saveExport({ folder, fileName: `${'x'.repeat(300)}.env`, text: 'A=1\n' });
  await expect(saving).rejects.toMatchObject({
    code: 'not_writable',
    userMessage: { params: { reason: { key: 'file.problem.tooLong' } } },
  });
  expect(names()).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a folder without the right to write is said', async () => {
  const closed = closedFolder();
  const saving = saveExport({ folder: closed, fileName: '.env', text: 'A=1\n' });
  await expect(saving).rejects.toMatchObject({
    code: 'not_writable',
    userMessage: { params: { path: expect.stringContaining(closed) as string } },
  });
});

/** Root may write everywhere but into the kernel's own folders. */
function closedFolder(): string {
  if (process.getuid?.() === 0) return '/proc/self';
  chmodSync(folder, 0o500);
  return folder;
}
