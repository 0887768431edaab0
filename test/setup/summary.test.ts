import { expect, test } from 'vitest';
import { addTallies, closingLines, tallyPlaywright, tallyVitest } from '../../scripts/test/summary.mjs';
import { isolateEnvironment } from '../../scripts/test/environment.mjs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('vitest: tests are counted, whatever is not run is skipped', () => {
  const report = {
    testResults: [file('passed', 'passed', 'passed', 'skipped'), file('passed', 'todo', 'pending')],
  };
  expect(tallyVitest(report, false)).toEqual({ passed: 2, failed: 0, skipped: 3 });
});

test('vitest: a file that does not load is a failure, one with failed tests is not counted twice', () => {
  const report = { testResults: [file('failed'), file('failed', 'failed', 'passed')] };
  expect(tallyVitest(report, true)).toEqual({ passed: 1, failed: 2, skipped: 0 });
});

test('a run that ends badly, or writes no report, never counts as passed', () => {
  expect(tallyVitest({ testResults: [file('passed', 'passed')] }, true)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
  expect(tallyVitest(null, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(tallyPlaywright(null, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('playwright: its statistics', () => {
  const report = { stats: { expected: 12, unexpected: 1, flaky: 2, skipped: 3 } };
  expect(tallyPlaywright(report, true)).toEqual({ passed: 14, failed: 1, skipped: 3 });
});

test('the closing line counts both suites', () => {
  const total = addTallies({ passed: 5, failed: 0, skipped: 1 }, { passed: 2, failed: 1, skipped: 0 });
  expect(closingLines(total, null)).toEqual(['7 passed, 1 failed, 1 skipped']);
});

test('without a browser the line before says so', () => {
  expect(
    closingLines({ passed: 5, failed: 0, skipped: 0 }, { reason: 'no Chromium', command: 'npx x' }),
  ).toEqual(['browser specs NOT RUN: no Chromium, npx x', '5 passed, 0 failed, 0 skipped']);
});

test("the tests' environment has folders of its own and no variable that leads elsewhere", () => {
  const home = mkdtempSync(join(tmpdir(), 'modeltray-env-'));
  const env = isolateEnvironment(
    {
      HOME: '/home/real',
      PATH: '/bin',
      MODELTRAY_PORT: '1',
      MODELTRAY_CHROMIUM: '/c',
      https_proxy: 'http://p',
      NO_PROXY: 'x',
      npm_config_https_proxy: 'http://p',
    },
    home,
  );
  expect(env).toMatchObject({
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    PATH: '/bin',
    MODELTRAY_CHROMIUM: '/c',
  });
  expect(Object.keys(env).filter((name) => /proxy|MODELTRAY_PORT/i.test(name))).toEqual([]);
});
