/** The script as it is typed, against two servers of this machine and none of the others. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root, startProcess } from '../start/support/started.ts';
import type { Started } from '../start/support/started.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modeltray-real-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Whatever it leaves behind would lie in `folder`. */
function testReal(words: readonly string[], env: Record<string, string> = {}): Started {
  const script = join(root, 'scripts/test-real.mjs');
  const started = startProcess(process.execPath, [script, ...words], {
    TMPDIR: folder,
    TEMP: folder,
    ...env,
  });
  scope.later(() => started.kill());
  return started;
}

test('two servers, one table', async () => {
  // A quick check runs on a loaded model alone.
  const models = [
    { id: 'tiny:latest', isLoaded: true },
    { id: 'tiny-embed', type: 'embedding' },
  ] as const;
  const open = await scope.fake({ mark: 'alpha', models });
  const keyed = await scope.fake({ mark: 'beta', dialect: 'llama-cpp', key: 'sk-beta' });
  const other = await scope.fake({ mark: 'gamma' });
  const keys = join(folder, 'keys');
  const markdown = join(folder, 'out.md');
  await writeFile(keys, `${keyed.url}/v1 sk-beta\n${other.url} sk-gamma\n`);
  const addresses = [open.url, `127.0.0.1:${keyed.port}`];
  const run = testReal([...addresses, '--keys-file', keys, '--markdown', markdown]);
  const code = await run.ended;

  const [head = '', ...rest] = run.stdout().split('\n');
  expect(head).toMatch(/^server +software +model +model list +chat +stream +abort +discovery +quick check$/);
  const rows = [open, keyed].map(({ url }) => rest.find((line) => line.startsWith(`${url} `)) ?? '');
  const passed = /^\S+ +(Ollama|llama\.cpp).* +tiny:latest +ok: models: 2 +ok +ok: \d+\.\d s +ok +/;
  for (const row of rows) expect(row).toMatch(passed);
  expect(rows.filter((row) => / no\b/.test(row))).toEqual([]);
  expect(code).toBe(0);
  expect(await readFile(markdown, 'utf8')).toContain(`| ${keyed.url} | llama.cpp`);
  expect(run.output()).not.toContain('sk-beta');
  expect(other.counters.connections).toBe(0);
  expect((await readdir(folder)).toSorted()).toEqual(['keys', 'out.md']);
}, 90_000);

test('a server that is not there is a row, and exit 1', async () => {
  const gone = await scope.fake();
  await gone.close();
  const run = testReal([gone.url]);
  expect(await run.ended).toBe(1);
  expect(run.stdout()).toContain(
    `${gone.url}  model list: Nothing answers at ${gone.url}. Is the server started?`,
  );
}, 90_000);

test.skipIf(process.platform === 'win32')(
  'told to stop, it ends with nothing left behind',
  async () => {
    const server = await scope.fake();
    await server.setFault({ type: 'hang' });
    const run = testReal([server.url]);
    await server.waitFor('generations', 1);
    run.interrupt();
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('Stopped.');
    expect(await readdir(folder)).toEqual([]);
  },
  90_000,
);

test('bad usage is exit 2, in the language of the terminal, before anything is built', async () => {
  const english = testReal(['--fulll']);
  expect([await english.ended, english.output()]).toEqual([
    2,
    'There is no option --fulll. npm run test:real -- <address> … [--keys-file <file>] [--full] [--markdown <file>]\n',
  ]);
  const chinese = testReal([], { LC_ALL: 'zh_CN.UTF-8' });
  expect([await chinese.ended, chinese.output()]).toEqual([
    2,
    expect.stringContaining('要测试哪些模型服务？'),
  ]);
});
