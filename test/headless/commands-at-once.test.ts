/** Commands on one folder that no core runs on, all at the same time. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

async function* keyOn(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(`${text}\n`);
}
