import { expect, test } from 'vitest';
import { runLimited } from '../../scripts/test/run-limited.mjs';

function run(code: string, limitMs: number) {
  const lines: string[] = [];
  const outcome = runLimited({
    command: process.execPath,
    args: ['-e', code],
    cwd: process.cwd(),
    env: process.env,
    limitMs,
    log: (line) => lines.push(line),
  });
  return { lines, outcome };
}

test('output goes on line by line, both streams, the last one without an end of line too', async () => {
  const { lines, outcome } = run(
    'process.stdout.write("one\\ntwo"); process.stderr.write("three\\n")',
    10_000,
  );
  expect(await outcome).toEqual({ problem: null });
  expect(lines.toSorted()).toEqual(['one', 'three', 'two']);
});

test('a bad exit code is a problem', async () => {
  expect(await run('process.exit(3)', 10_000).outcome).toEqual({ problem: 'ended with 3' });
});

test('past its limit a program is ended, and that is said', async () => {
  const { outcome } = run('setInterval(() => {}, 1000)', 300);
  expect(await outcome).toEqual({ problem: 'stopped after 0 s' });
});

test('a program that is not there is a problem, not a crash', async () => {
  const outcome = await runLimited({
    command: '/nowhere/program',
    args: [],
    cwd: process.cwd(),
    env: process.env,
    limitMs: 1_000,
    log: () => {},
  });
  expect(outcome.problem).toContain('ENOENT');
});
