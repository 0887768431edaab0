/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** @param {Tally} one @param {Tally} other @returns {Tally} */
export function addTallies(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/**
 * What vitest's JSON report says. A file that failed to load counts as one failure, and so does a run that went wrong
 * although no test did.
 * @param {unknown} report null where none was written
 * @param {boolean} hasFailed whether the run's exit code said so
 * @returns {Tally}
 */
export function tallyVitest(report, hasFailed) {
  const tally = { ...nothing };
  for (const file of listOf(report, 'testResults')) {
    const tests = listOf(file, 'assertionResults').map((test) => textOf(test, 'status'));
    tally.passed += tests.filter((status) => status === 'passed').length;
    const failures = tests.filter((status) => status === 'failed').length;
    tally.skipped += tests.filter((status) => status !== 'passed' && status !== 'failed').length;
    tally.failed += failures === 0 && textOf(file, 'status') === 'failed' ? 1 : failures;
  }
  return atLeastOneFailure(tally, hasFailed);
}

/**
 * What Playwright's JSON report says.
 * @param {unknown} report null where none was written
 * @param {boolean} hasFailed
 * @returns {Tally}
 */
export function tallyPlaywright(report, hasFailed) {
  const stats = memberOf(report, 'stats');
  const count = (/** @type {string} */ name) => Number(memberOf(stats, name) ?? 0);
  const tally = {
    passed: count('expected') + count('flaky'),
    failed: count('unexpected'),
    skipped: count('skipped'),
  };
  return atLeastOneFailure(tally, hasFailed);
}

/**
 * The last lines of a run.
 * @param {Tally} tally
 * @param {{ reason: string, command: string } | null} browserless why no browser spec ran
 */
export function closingLines(tally, browserless) {
  const line = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
  if (browserless === null) return [line];
  return [`browser specs NOT RUN: ${browserless.reason}, ${browserless.command}`, line];
}

/** @param {Tally} tally @param {boolean} hasFailed @returns {Tally} */
function atLeastOneFailure(tally, hasFailed) {
  return hasFailed && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** @param {unknown} value @param {string} name @returns {unknown} */
function memberOf(value, name) {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** @param {unknown} value @param {string} name @returns {unknown[]} */
function listOf(value, name) {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

/** @param {unknown} value @param {string} name */
function textOf(value, name) {
  return String(memberOf(value, name));
}
