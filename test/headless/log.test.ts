import { mkdtemp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLog } from '../../main/log.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'modeltray-log-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function written(
  write: (log: ReturnType<typeof createFileLog>) => void,
): Promise<Record<string, unknown>[]> {
  const log = createFileLog(dataDir);
  write(log);
  await log.close();
  const text = await readFile(log.path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('each message is one JSON line with its fields', async () => {
  const lines = await written((log) => {
    log.info('one', { slug: 'ollama', count: 2 });
    log.warn('two');
    log.error('three', { error: new Error('broken', { cause: new Error('deeper') }) });
    log.debug('not at this level');
  });
  expect(lines).toMatchObject([
    { level: 30, msg: 'one', slug: 'ollama', count: 2 },
    { level: 40, msg: 'two' },
    { level: 50, msg: 'three', error: { message: 'broken', cause: { message: 'deeper' } } },
  ]);
});

test('fields that hold a secret are masked, at any depth; those that only speak of one are not', async () => {
  const secret = 'sk-very-secret';
  const lines = await written((log) =>
    log.info('x', {
      key: secret,
      localKey: secret,
      api_key: secret,
      'x-api-key': secret,
      nested: [{ authorization: `Bearer ${secret}`, headers: { Cookie: secret, 'Set-Cookie': [secret] } }],
      token: { value: secret },
      panelToken: secret,
      hasKey: true,
      tokensOut: 5,
      keyState: 'stored',
      monkey: 'see',
    }),
  );
  expect(JSON.stringify(lines)).not.toContain('very-secret');
  expect(lines[0]).toMatchObject({ hasKey: true, tokensOut: 5, keyState: 'stored', monkey: 'see' });
});

test('a field that holds itself does not hang the log', async () => {
  const loop: Record<string, unknown> = { name: 'loop' };
  loop['self'] = loop;
  expect(await written((log) => log.info('x', { loop }))).toHaveLength(1);
});

test('a log of more than 5 MB is put aside at start, one that is smaller goes on', async () => {
  const folder = join(dataDir, 'logs');
  await mkdir(folder);
  await writeFile(join(folder, 'modeltray.log.1'), 'older');
  await writeFile(join(folder, 'modeltray.log'), 'x'.repeat(5 * 1024 * 1024 + 1));
  await written((log) => log.info('first'));
  expect((await readdir(folder)).sort()).toEqual(['modeltray.log', 'modeltray.log.1']);
  expect((await stat(join(folder, 'modeltray.log.1'))).size).toBe(5 * 1024 * 1024 + 1);
  expect(await written((log) => log.info('second'))).toMatchObject([{ msg: 'first' }, { msg: 'second' }]);
});

test.skipIf(process.platform === 'win32')('the log is for this user’s eyes only', async () => {
  await written((log) => log.info('x'));
  expect((await stat(join(dataDir, 'logs', 'modeltray.log'))).mode & 0o077).toBe(0);
});

test('a folder that can’t be made is said at once', async () => {
  await writeFile(join(dataDir, 'logs'), 'a file');
  expect(() => createFileLog(dataDir)).toThrow(/EEXIST|ENOTDIR/);
});

test('a log that can’t be written is said at once', async () => {
  await mkdir(join(dataDir, 'logs', 'modeltray.log'), { recursive: true });
  expect(() => createFileLog(dataDir)).toThrow(/EISDIR|EPERM|EACCES/);
});

test('what is logged after closing is dropped, and closing twice waits for the same end', async () => {
  const log = createFileLog(dataDir);
  log.info('before');
  const closing = log.close();
  log.error('while closing');
  await Promise.all([closing, log.close()]);
  log.error('after');
  const text = await readFile(log.path, 'utf8');
  expect(text.match(/"msg":"[^"]*"/g)).toEqual(['"msg":"before"']);
});
