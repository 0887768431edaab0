import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConformanceReport } from '../../shared/conformance.ts';
import { message } from '../../shared/i18n/index.ts';
import { silentLog } from '../../shared/ports.ts';
import { createCheckReports } from '../../main/core/check-reports.ts';
import type { CheckReports } from '../../main/core/check-reports.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'modeltray-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const now = (): number => Date.UTC(2026, 10, 21);
const open = (): CheckReports => createCheckReports(dataDir, now, silentLog);
const path = (): string => join(dataDir, 'checks.json');

function reportOf(change: Partial<ConformanceReport> = {}): ConformanceReport {
  return {
    address: 'http://127.0.0.1:11434',
    serverName: 'Ollama',
    kind: 'ollama',
    serverVersion: '0.32.15',
    model: 'tiny',
    modelType: 'chat',
    depth: 'quick',
    checkedAt: 1000,
    tookMs: 10,
    verdict: 'works',
    because: [],
    checks: [
      {
        id: 'stream',
        status: 'pass',
        detail: message('check.saw.noAnswer', { why: message('check.why.silent') }),
        meaning: message('check.pass.stream'),
        request: 'POST /v1/chat/completions',
        answer: null,
        fix: null,
      },
    ],
    spent: { requests: 5, tokens: 400, isEstimated: true },
    ...change,
  };
}

test('a report is there at once, and after a start', async () => {
  const reports = open();
  const kept = reports.keep(reportOf());
  expect(reports.find('http://127.0.0.1:11434', 'tiny')).toEqual(reportOf());
  await kept;
  expect(open().find('http://localhost:11434/v1', 'tiny')).toEqual(reportOf());
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['checks.json']);
});

test('nothing is written before a report is kept', () => {
  open();
  expect(existsSync(path())).toBe(false);
});

test('the newest of a model at an address is the one that is kept', async () => {
  const reports = open();
  await reports.keep(reportOf({ checkedAt: 1, verdict: 'fails' }));
  await reports.keep(reportOf({ checkedAt: 2, verdict: 'works' }));
  await reports.keep(reportOf({ checkedAt: 3, model: 'other' }));
  await reports.keep(reportOf({ checkedAt: 4, address: 'http://127.0.0.1:8080' }));
  expect(reports.find('http://127.0.0.1:11434', 'tiny')?.verdict).toBe('works');
  expect(reports.summaries('http://127.0.0.1:11434')).toEqual([
    { model: 'other', verdict: 'works', depth: 'quick', checkedAt: 3, serverVersion: '0.32.15' },
    { model: 'tiny', verdict: 'works', depth: 'quick', checkedAt: 2, serverVersion: '0.32.15' },
  ]);
  expect(reports.find('http://127.0.0.1:11434', 'never')).toBeNull();
});

test('at most two hundred are kept, the oldest go, and eight are summed up', async () => {
  const old = Array.from({ length: 200 }, (_, at) => reportOf({ model: `m${at}`, checkedAt: at }));
  writeFileSync(path(), JSON.stringify({ reports: old }));
  const reports = open();
  await reports.keep(reportOf({ model: 'new', checkedAt: 1000 }));
  const kept = JSON.parse(readFileSync(path(), 'utf8')) as { reports: ConformanceReport[] };
  expect(kept.reports).toHaveLength(200);
  expect(reports.find('http://127.0.0.1:11434', 'm0')).toBeNull();
  expect(reports.summaries('http://127.0.0.1:11434').map(({ model }) => model)).toEqual([
    'new',
    ...Array.from({ length: 7 }, (_, at) => `m${199 - at}`),
  ]);
});

test('two processes on a folder do not lose each other’s', async () => {
  const [ours, theirs] = [open(), open()];
  await ours.keep(reportOf({ model: 'ours' }));
  await theirs.keep(reportOf({ model: 'theirs' }));
  const both = open();
  expect(both.find('http://127.0.0.1:11434', 'ours')).not.toBeNull();
  expect(both.find('http://127.0.0.1:11434', 'theirs')).not.toBeNull();
});

test('a broken file is kept beside and costs nothing else', async () => {
  writeFileSync(path(), '{"reports": [');
  const reports = open();
  expect(reports.summaries('http://127.0.0.1:11434')).toEqual([]);
  await reports.keep(reportOf());
  expect(readdirSync(dataDir).toSorted()).toEqual(['checks.broken-2026-11-21.json', 'checks.json']);
  expect(open().find('http://127.0.0.1:11434', 'tiny')).not.toBeNull();
});

test('what another version wrote in words that this one lacks is left out', () => {
  const foreign = { ...reportOf({ model: 'foreign' }) };
  const words = { ...foreign, checks: [{ ...foreign.checks[0], detail: { key: 'check.saw.somethingNew' } }] };
  const check = { ...reportOf({ model: 'check' }), because: ['a-new-check'] };
  writeFileSync(path(), JSON.stringify({ reports: [words, check, reportOf(), 'nonsense'] }));
  const reports = open();
  expect(reports.summaries('http://127.0.0.1:11434').map(({ model }) => model)).toEqual(['tiny']);
});
