import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { becomeHeadless, commandWords, findReplace, headlessArgs } from '../../main/desktop/headless-mode.ts';
import type { HeadlessFlags } from '../../main/desktop/headless-mode.ts';
import { en } from '../../shared/i18n/en/index.ts';

const plain: HeadlessFlags = {
  port: null,
  panelPort: null,
  dataDir: null,
  headless: true,
  demo: false,
  open: true,
  discover: true,
};

test('the tray app is what a start without --headless means, whatever else stands there', () => {
  const flags = { ...plain, headless: false };
  expect(headlessArgs([], flags, true)).toBeNull();
  expect(headlessArgs(['/home/me/notes.txt'], flags, true)).toBeNull();
  expect(headlessArgs(['--port', 'many'], null, true)).toBeNull();
});

test('--headless passes on what was understood, and none of Chromium’s switches', () => {
  expect(headlessArgs(['--headless', '--no-sandbox'], plain, true)).toEqual(['serve', '--headless']);
  const all = { ...plain, port: 0, panelPort: 9, dataDir: '/d', demo: true, open: false, discover: false };
  expect(headlessArgs(['.', '--headless'], all, false)).toEqual(
    'serve --headless --port 0 --panel-port 9 --data /d --demo --no-open --no-discover'.split(' '),
  );
});

test('an installed app takes the commands; a clone has a program for them', () => {
  const words = ['upstream', 'add', 'http://127.0.0.1:1', '--json'];
  expect(headlessArgs(words, null, true)).toEqual(words);
  expect(headlessArgs(words, { ...plain, headless: false }, false)).toBeNull();
});

test('the words are the commands that the command line describes', () => {
  const described = Object.keys(en)
    .map((key) => /^cli\.help\.([a-z]+)$/.exec(key)?.[1])
    .filter((word) => word !== undefined && !notCommands.has(word));
  expect([...commandWords].sort()).toEqual(described.sort());
});
const notCommands = new Set(['usage', 'arguments', 'options', 'commands', 'help', 'version', 'json', 'data']);

test('where no process can be replaced, a child runs as plain Node, and its exit code is passed on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-headless-'));
  const entry = join(folder, 'entry.cjs');
  const seen = join(folder, 'seen');
  await writeFile(
    entry,
    `require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE])); process.exit(3);`,
  );
  const code = await new Promise<number>((resolve, reject) => {
    becomeHeadless(['serve', '--demo'], {
      program: process.execPath,
      entry,
      env: process.env,
      replace: null,
      spawn,
      exit: resolve,
      onError: reject,
    });
  });
  expect([code, JSON.parse(await readFile(seen, 'utf8'))]).toEqual([3, [['serve', '--demo'], '1']]);
  await rm(folder, { recursive: true });
});

test('Windows cannot replace a process, and neither can an older Node', () => {
  const execve = (): void => undefined;
  expect(findReplace({ platform: 'win32', execve })).toBeNull();
  expect(findReplace({ platform: 'linux' })).toBeNull();
  expect(findReplace({ platform: 'linux', execve })).toBeTypeOf('function');
});
