/** The keys of programs from the command line, against the real core and its file, running and not. */
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bearer, chat } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';
import { usePrograms } from './run-main.ts';

const scope = useScope();
const programs = usePrograms();
const data = (...words: string[]): string[] => [...words, '--data', programs.dataDir];

async function json<Document>(...words: string[]): Promise<Document> {
  const { code, out, err } = await programs.run(data(...words, '--json'));
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Document;
}

type Listed = { keys: { label: string; key: string; endsAt: number | null }[] };

const fileOf = (): string => join(programs.dataDir, 'local-keys.json');
const modeOf = async (): Promise<number> => (await stat(fileOf())).mode & 0o777;
const valuesOf = async (): Promise<Record<string, string>> => {
  const { keys } = await json<Listed>('key', 'list', '--show-key');
  return Object.fromEntries(
    keys.map(({ label, key, endsAt }) => [endsAt === null ? label : `old ${label}`, key]),
  );
};

/** A core that answers on the folder, with a model server and the key always asked for. */
async function startServing(): Promise<number> {
  const upstream = await scope.fake();
  await programs.run(data('upstream', 'add', upstream.url));
  const words = data('serve', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0');
  await programs.start(words).prints('Ctrl-C');
  const { proxy } = await json<{ proxy: { port: number } }>('status');
  return proxy.port;
}

async function statusWith(port: number, key: string): Promise<number> {
  return (await chat({ port }, { headers: bearer(key) })).status;
}

test('list on a folder where nothing was started writes nothing', async () => {
  await json('key', 'list');
  expect(await readdir(programs.dataDir)).toEqual([]);
});

test('keys that are made, replaced and taken away offline are those of the next start', async () => {
  const { added } = await json<{ added: { key: string } }>('key', 'add', 'reports');
  const { added: gone } = await json<{ added: { key: string } }>('key', 'add', 'gone');
  expect(await modeOf()).toBe(0o600);
  const { rotated } = await json<{ rotated: { key: string; oldEndsAt: number } }>(
    ...['key', 'rotate', 'reports', '--grace', '1h'],
  );
  expect(rotated.oldEndsAt).toBeGreaterThan(0);
  await json('key', 'revoke', 'gone');
  expect(await modeOf()).toBe(0o600);
  const values = await valuesOf();
  expect(values).toEqual({
    'DB-GPT': expect.stringMatching(/^sk-/) as string,
    reports: rotated.key,
    'old reports': added.key,
  });
  expect(await readFile(fileOf(), 'utf8')).not.toContain(gone.key);

  const port = await startServing();
  await json('use', 'tiny:latest');
  await setAlwaysKey();
  expect(await statusWith(port, values['DB-GPT'] ?? '')).toBe(200);
  expect(await statusWith(port, rotated.key)).toBe(200);
  expect(await statusWith(port, added.key)).toBe(200);
  expect(await statusWith(port, gone.key)).toBe(401);
});

test('a running core takes every change at once', async () => {
  const port = await startServing();
  await setAlwaysKey();
  const { added } = await json<{ added: { key: string } }>('key', 'add', 'reports');
  expect(await statusWith(port, added.key)).toBe(200);
  const { rotated } = await json<{ rotated: { key: string } }>('key', 'rotate', 'reports');
  expect([await statusWith(port, added.key), await statusWith(port, rotated.key)]).toEqual([401, 200]);
  const { rotated: main } = await json<{ rotated: { key: string; label: string } }>('key', 'rotate');
  expect(main.label).toBe('DB-GPT');
  expect(await statusWith(port, main.key)).toBe(200);
  expect(await valuesOf()).toEqual({ 'DB-GPT': main.key, reports: rotated.key });
  await json('key', 'revoke', 'reports');
  expect(await statusWith(port, rotated.key)).toBe(401);
  expect(await modeOf()).toBe(0o600);
});

test('what is refused leaves everything as it was', async () => {
  await json('key', 'add', 'reports');
  const before = await readFile(fileOf(), 'utf8');
  for (const words of [
    ['add', 'reports'],
    ['revoke', 'DB-GPT'],
    ['revoke', 'nobody'],
    ['rotate', 'nobody'],
  ]) {
    expect((await programs.run(data('key', ...words))).code, words.join(' ')).toBe(1);
  }
  expect((await programs.run(data('key', 'rotate', '--grace', '30d'))).code).toBe(2);
  expect(await readFile(fileOf(), 'utf8')).toBe(before);
});

test('a file of keys that cannot be read is kept and said, and so is the new key', async () => {
  await json('key', 'add', 'reports');
  await writeFile(fileOf(), '{"keys":');
  const added = await programs.run(data('key', 'add', 'reports'));
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^sk-/)]);
  expect(added.err).toContain('could not be read and is kept as local-keys.broken-');
  const names = await readdir(programs.dataDir);
  const kept = names.find((name) => name.startsWith('local-keys.broken-'));
  expect(await readFile(join(programs.dataDir, kept ?? ''), 'utf8')).toBe('{"keys":');
  expect((await programs.run(data('key', 'list'))).err).toBe('');
});

/** Through the control address, as the window asks. */
async function setAlwaysKey(): Promise<void> {
  const text = await readFile(join(programs.dataDir, 'instance.json'), 'utf8');
  const { control, token } = JSON.parse(text) as { control: string; token: string };
  const answer = await fetch(`${control}/api/call/updateSettings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ proxy: { requireKey: 'always' } }),
  });
  expect(answer.status).toBe(200);
}
