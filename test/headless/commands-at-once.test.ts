/** Commands on one folder that no core runs on, all at the same time. */
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../support/ports.ts';
import { usePrograms } from './run-main.ts';

const programs = usePrograms();
const data = (...words: string[]): string[] => [...words, '--data', programs.dataDir];

async function slugs(): Promise<string[]> {
  const { out } = await programs.run(data('upstream', 'list', '--json'));
  const { upstreams } = JSON.parse(out) as { upstreams: { slug: string }[] };
  return upstreams.map(({ slug }) => slug).sort();
}

test('what each of them says is added is there', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const ran = await Promise.all(
    names.map((name, at) =>
      programs.run(data('upstream', 'add', `http://127.0.0.1:${9001 + at}`, '--name', name)),
    ),
  );
  expect(ran.map(({ code }) => code)).toEqual(names.map(() => 0));
  expect(await slugs()).toEqual(names);
  expect(await readdir(programs.dataDir)).not.toContain('command.lock');
});

test('so are their keys', async () => {
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(
    names.map((name, at) =>
      programs.run(data('upstream', 'add', `http://127.0.0.1:${9001 + at}`, '--name', name, '--key-stdin'), {
        stdin: keyOn(`key-of-${name}`),
      }),
    ),
  );
  const { out } = await programs.run(data('upstream', 'list', '--json'));
  const { upstreams } = JSON.parse(out) as { upstreams: { hasKey: boolean }[] };
  expect(upstreams.map(({ hasKey }) => hasKey)).toEqual([true, true, true, true]);
});

test('a command that was killed holds up nobody', async () => {
  // No system gives out so high a number.
  await writeFile(join(programs.dataDir, 'command.lock'), '2147483646');
  await programs.run(data('upstream', 'add', 'http://127.0.0.1:9001', '--name', 'a'));
  expect(await slugs()).toEqual(['a']);
  expect(await readdir(programs.dataDir)).not.toContain('command.lock');
});

test('nor does one whose number another process has by now', async () => {
  const path = join(programs.dataDir, 'command.lock');
  await writeFile(path, String(process.pid));
  await utimes(path, 1, 1);
  await programs.run(data('upstream', 'add', 'http://127.0.0.1:9001', '--name', 'a'));
  expect(await slugs()).toEqual(['a']);
});

test('of starts at the same time one runs and can be found, and the others say so', async () => {
  const words = data('serve', '--demo', '--port', String(await freePort()), '--panel-port', '0');
  const started = [programs.start(words), programs.start(words), programs.start(words)];
  const first = await Promise.race(started.map((one) => one.prints('Ctrl-C').then(() => one)));
  const others = started.filter((one) => one !== first);
  expect(await Promise.all(others.map(({ done }) => done))).toEqual([0, 0]);
  for (const { out } of others) expect(out()).toMatch(/^ModelTray already runs/);
  const instance = JSON.parse(await readFile(join(programs.dataDir, 'instance.json'), 'utf8')) as object;
  expect(instance).toMatchObject({ pid: process.pid, proxy: expect.stringMatching(/^http:/) as string });
});

async function* keyOn(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(`${text}\n`);
}
