import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from '../../scripts/build/lock.mjs';
import { startBackgroundFetch } from '../../scripts/start/background-fetch.mjs';

/** A project whose fetch does `body`. */
async function start(body: string) {
  const root = await mkdtemp(join(tmpdir(), 'modeltray-background-'));
  await mkdir(join(root, 'scripts'));
  await writeFile(join(root, 'scripts', 'electron-fetch.mjs'), body);
  let nowMs = 0;
  const fetching = startBackgroundFetch(root, { now: () => nowMs });
  return { fetching, pass: (ms: number) => (nowMs += ms) };
}

test('Ctrl-C ends the fetch alone; its echo through npm counts as the same press, the next one does not', async () => {
  const { fetching, pass } = await start('setInterval(() => {}, 1000);');
  expect(fetching.takeInterrupt()).toBe(true);
  await expect
    .poll(() => fetching.pid !== undefined && isAlive(fetching.pid), { timeout: 10_000 })
    .toBe(false);
  pass(10);
  expect(fetching.takeInterrupt()).toBe(true);
  pass(1_000);
  expect(fetching.takeInterrupt()).toBe(false);
});

test('a fetch that is over takes no Ctrl-C', async () => {
  const { fetching, pass } = await start('');
  pass(60_000);
  await expect.poll(() => fetching.isRunning(), { timeout: 10_000 }).toBe(false);
  expect(fetching.takeInterrupt()).toBe(false);
});
