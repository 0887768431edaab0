import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WrittenFile } from '../../../main/dbgpt/files/journal.ts';
import { hashOf, readTarget, textOf } from '../../../main/dbgpt/files/read-target.ts';
import { fileSteps } from '../../../main/dbgpt/files/steps.ts';
import type { FileSteps } from '../../../main/dbgpt/files/steps.ts';
import { undoWrite, writeUserFile } from '../../../main/dbgpt/files/write-file.ts';
import type { FileWriter } from '../../../main/dbgpt/files/write-file.ts';

const full = (): Promise<never> => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'modeltray-write-'));

function createWriter(steps: FileSteps = fileSteps): FileWriter & { kept: () => readonly WrittenFile[] } {
  let kept: readonly WrittenFile[] = [];
  return {
    steps,
    journal: {
      entries: () => kept,
      save(entries) {
        kept = entries;
        return Promise.resolve();
      },
    },
    now: () => 1_000,
    kept: () => kept,
  };
}

async function write(writer: FileWriter, path: string, text: string): Promise<WrittenFile | null> {
  const seenHash = hashOf((await readTarget(path)).bytes);
  return writeUserFile(writer, { path, text, target: 'env', seenHash });
}

async function fileWith(text: string): Promise<string> {
  const path = join(await newFolder(), '.env');
  await writeFile(path, text);
  return path;
}

test('a new file is for its owner only, and undo takes it away again', async () => {
  const path = join(await newFolder(), '.env');
  const writer = createWriter();
  const entry = await write(writer, path, 'A=1\n');
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await undoWrite(writer, entry?.id ?? '', { isForced: false });
  await expect(stat(path)).rejects.toThrow('ENOENT');
  expect(writer.kept()).toEqual([]);
});

test('rights and symlinks stay, and undo gives the first bytes back after several writes', async () => {
  const real = await fileWith('\uFEFFA=0\r\n');
  await chmod(real, 0o640);
  const path = join(await newFolder(), 'link.env');
  await symlink(real, path);
  const writer = createWriter();
  await write(writer, path, 'A=1\n');
  const second = await write(writer, path, 'A=2\n');
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
  expect((await stat(real)).mode & 0o777).toBe(0o640);
  expect(await readFile(real, 'utf8')).toBe('A=2\n');
  await undoWrite(writer, second?.id ?? '', { isForced: false });
  expect(await readFile(real, 'utf8')).toBe('\uFEFFA=0\r\n');
  expect(await readdir(join(real, '..'))).toEqual(['.env']);
});

test('the same text again writes nothing', async () => {
  const path = await fileWith('A=1\n');
  const writer = createWriter();
  expect(await write(writer, path, 'A=1\n')).toBeNull();
  expect(writer.kept()).toEqual([]);
  expect(await readdir(join(path, '..'))).toEqual(['.env']);
});

test('a file that changed since the preview is not touched', async () => {
  const path = await fileWith('A=1\n');
  const writer = createWriter();
  const request = { path, text: 'A=2\n', target: 'env', seenHash: hashOf(Buffer.from('A=0\n')) };
  await expect(writeUserFile(writer, request)).rejects.toMatchObject({ code: 'file_changed' });
  await expect(writeUserFile(writer, { ...request, seenHash: null })).rejects.toMatchObject({
    code: 'file_changed',
  });
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
});

test('a file that its user changed after us is given back only when that is said', async () => {
  const path = await fileWith('A=1\n');
  const writer = createWriter();
  const entry = await write(writer, path, 'A=2\n');
  await writeFile(path, 'A=2\nB=mine\n');
  const undo = (isForced: boolean): Promise<void> => undoWrite(writer, entry?.id ?? '', { isForced });
  await expect(undo(false)).rejects.toMatchObject({ code: 'file_changed' });
  expect(await readFile(path, 'utf8')).toBe('A=2\nB=mine\n');
  await undo(true);
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
});

/** Every step in turn is the one that the process does not survive: it and all that follow fail. */
test('ended at any step, the file is the old or the new one, whole, and can be given back', async () => {
  for (let dieAt = 0; ; dieAt += 1) {
    const path = await fileWith('OLD=1\n');
    let step = 0;
    const dying = <Args extends unknown[]>(run: (...args: Args) => Promise<void>) => {
      return (...args: Args): Promise<void> => {
        step += 1;
        return step > dieAt
          ? Promise.reject(Object.assign(new Error('killed'), { code: 'EIO' }))
          : run(...args);
      };
    };
    const writer = createWriter({
      create: dying(fileSteps.create),
      replace: dying(fileSteps.replace),
      remove: dying(fileSteps.remove),
      makeFolder: dying(fileSteps.makeFolder),
    });
    const save = writer.journal.save;
    writer.journal = { ...writer.journal, save: dying(save) };
    const outcome = await write(writer, path, 'NEW=1\n').catch((thrown: unknown) => thrown);
    const text = await readFile(path, 'utf8');
    expect(['OLD=1\n', 'NEW=1\n']).toContain(text);
    if (text === 'NEW=1\n') expect(writer.kept()).toHaveLength(1);
    const healed: FileWriter = { ...writer, steps: fileSteps, journal: { ...writer.journal, save } };
    for (const { id, backup } of writer.kept()) {
      expect(await readFile(backup ?? '', 'utf8')).toBe('OLD=1\n');
      await undoWrite(healed, id, { isForced: false });
    }
    expect(await readFile(path, 'utf8')).toBe(text === 'NEW=1\n' ? 'OLD=1\n' : text);
    if (!(outcome instanceof Error)) break;
    expect(outcome).toMatchObject({ code: 'not_writable' });
  }
});

test('giving back, ended at any step, leaves the old or the new file, and can be done again', async () => {
  for (let dieAt = 0; ; dieAt += 1) {
    const path = await fileWith('OLD=1\n');
    const writer = createWriter();
    const entry = await write(writer, path, 'NEW=1\n');
    let step = 0;
    const dying = <Args extends unknown[]>(run: (...args: Args) => Promise<void>) => {
      return (...args: Args): Promise<void> => {
        step += 1;
        return step > dieAt ? full() : run(...args);
      };
    };
    const { steps, journal } = writer;
    writer.steps = {
      ...steps,
      create: dying(steps.create),
      replace: dying(steps.replace),
      remove: dying(steps.remove),
    };
    writer.journal = { ...journal, save: dying(journal.save) };
    const undo = (): Promise<void> => undoWrite(writer, entry?.id ?? '', { isForced: false });
    const outcome = await undo().catch((thrown: unknown) => thrown);
    const text = await readFile(path, 'utf8');
    expect(['OLD=1\n', 'NEW=1\n']).toContain(text);
    if (text === 'NEW=1\n') expect(await readFile(entry?.backup ?? '', 'utf8')).toBe('OLD=1\n');
    Object.assign(writer, { steps, journal });
    await undo();
    expect(await readFile(path, 'utf8')).toBe('OLD=1\n');
    if (!(outcome instanceof Error)) break;
  }
});

test('a folder in the way, bytes that are no text, a folder that is not there: said, and nothing touched', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, '.env'));
  await expect(readTarget(join(folder, '.env'))).rejects.toMatchObject({ code: 'not_writable' });
  await writeFile(join(folder, 'latin1.env'), Buffer.from([0x41, 0x3d, 0xe9, 0x0a]));
  const target = await readTarget(join(folder, 'latin1.env'));
  expect(() => textOf(target)).toThrow(expect.objectContaining({ code: 'not_text' }));
  const missing = join(folder, 'nowhere', '.env');
  const writer = createWriter();
  await expect(write(writer, missing, 'A=1\n')).rejects.toMatchObject({ code: 'not_writable' });
  expect(writer.kept()).toEqual([]);
});

test('without its backup a file is not given back', async () => {
  const path = await fileWith('A=1\n');
  const writer = createWriter();
  const entry = await write(writer, path, 'A=2\n');
  await fileSteps.remove(entry?.backup ?? '');
  await expect(undoWrite(writer, entry?.id ?? '', { isForced: false })).rejects.toMatchObject({
    code: 'backup_missing',
  });
  expect(await readFile(path, 'utf8')).toBe('A=2\n');
});

test('a read-only file is left alone, although it could be replaced', async () => {
  const path = await fileWith('A=1\n');
  await chmod(path, 0o444);
  const writer = createWriter();
  await expect(write(writer, path, 'A=2\n')).rejects.toMatchObject({
    code: 'not_writable',
    userMessage: { params: { reason: { key: 'export.reason.readOnly' } } },
  });
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
  expect(await readdir(join(path, '..'))).toEqual(['.env']);
});

test('a file in a linked folder has one name in the journal, before it is there and after', async () => {
  const real = await newFolder();
  const linked = join(await newFolder(), 'linked');
  await symlink(real, linked);
  const writer = createWriter();
  await write(writer, join(linked, '.env'), 'A=1\n');
  const second = await write(writer, join(linked, '.env'), 'A=2\n');
  expect(new Set(writer.kept().map(({ path }) => path)).size).toBe(1);
  await undoWrite(writer, second?.id ?? '', { isForced: false });
  expect(await readdir(real)).toEqual([]);
});

test('a link that leads nowhere is not replaced by a file', async () => {
  const path = join(await newFolder(), '.env');
  await symlink(join(path, '../nowhere'), path);
  await expect(readTarget(path)).rejects.toMatchObject({ code: 'not_writable' });
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
});

test.each([0, 1])(
  'a disk that is full at file %i: said, nothing touched, nothing left behind',
  async (at) => {
    const path = await fileWith('A=1\n');
    let made = 0;
    const create: FileSteps['create'] = (...args) => (made++ === at ? full() : fileSteps.create(...args));
    const writer = createWriter({ ...fileSteps, create });
    await expect(write(writer, path, 'A=2\n')).rejects.toMatchObject({
      code: 'not_writable',
      userMessage: { params: { reason: { key: 'file.problem.full' } } },
    });
    expect(await readFile(path, 'utf8')).toBe('A=1\n');
    expect(await readdir(join(path, '..'))).toEqual(['.env']);
    expect(writer.kept()).toEqual([]);
  },
);

test('where the journal cannot be written, nothing is', async () => {
  const path = await fileWith('A=1\n');
  const writer = createWriter();
  writer.journal = { ...writer.journal, save: full };
  await expect(write(writer, path, 'A=2\n')).rejects.toMatchObject({ code: 'not_writable' });
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
  expect(await readdir(join(path, '..'))).toEqual(['.env']);
});

test('DB-GPT’s own folder is made where it is not there, for its owner only', async () => {
  const path = join(await newFolder(), '.dbgpt/configs/modeltray.toml');
  const writer = createWriter();
  const request = { path, text: 'a = 1\n', target: '0.8', seenHash: null };
  await writeUserFile(writer, { ...request, mayMakeFolder: true });
  expect(await readFile(path, 'utf8')).toBe('a = 1\n');
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
});

test('several writes of ours keep one copy, a change in between gets one of its own', async () => {
  const path = await fileWith('A=0\n');
  const writer = createWriter();
  for (const text of ['A=1\n', 'A=2\n', 'A=3\n']) await write(writer, path, text);
  expect((await readdir(join(path, '..'))).toSorted()).toEqual(['.env', '.env.before-modeltray']);
  await writeFile(path, 'A=mine\n');
  const last = await write(writer, path, 'A=4\n');
  expect(await readFile(last?.backup ?? '', 'utf8')).toBe('A=mine\n');
  await undoWrite(writer, last?.id ?? '', { isForced: false });
  expect(await readFile(path, 'utf8')).toBe('A=0\n');
  expect(await readdir(join(path, '..'))).toEqual(['.env']);
});

test('a second write that fails leaves the first copy where it is', async () => {
  const path = await fileWith('A=0\n');
  const writer = createWriter();
  await write(writer, path, 'A=1\n');
  writer.steps = { ...fileSteps, replace: full };
  await expect(write(writer, path, 'A=2\n')).rejects.toMatchObject({ code: 'not_writable' });
  writer.steps = fileSteps;
  expect(writer.kept()).toHaveLength(1);
  await undoWrite(writer, writer.kept()[0]?.id ?? '', { isForced: false });
  expect(await readFile(path, 'utf8')).toBe('A=0\n');
});
