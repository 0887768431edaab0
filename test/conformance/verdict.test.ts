import { expect, test } from 'vitest';
import { fixNames } from '../../shared/conformance.ts';
import { fixOf, flaws, weightOf } from '../../main/conformance/flaws.ts';
import type { FlawName } from '../../main/conformance/flaws.ts';
import { verdictOf } from '../../main/conformance/verdict.ts';

const all = Object.keys(flaws) as FlawName[];
const find = (isWanted: (flaw: FlawName) => boolean): FlawName => {
  const found = all.find(isWanted);
  if (found === undefined) throw new Error('there is no such flaw');
  return found;
};
const broken = find((flaw) => weightOf(flaw) === 'breaks' && fixOf(flaw) === null);
const hampered = find((flaw) => weightOf(flaw) === 'hampers' && fixOf(flaw) === null);
const hamperedAndMended = find((flaw) => weightOf(flaw) === 'hampers' && fixOf(flaw) !== null);
const notedAndMended = find((flaw) => weightOf(flaw) === 'noted' && fixOf(flaw) !== null);

test('nothing found works', () => {
  expect(verdictOf([])).toEqual({ verdict: 'works', because: [] });
});

test('what breaks and is not mended fails, whatever else was found', () => {
  const findings = [
    { id: 'too-long', flaw: hamperedAndMended },
    { id: 'stream', flaw: broken },
  ] as const;
  expect(verdictOf(findings)).toEqual({ verdict: 'fails', because: ['stream'] });
});

test('what hampers and is mended works with fixes; what hampers and is not still works', () => {
  expect(verdictOf([{ id: 'too-long', flaw: hamperedAndMended }])).toEqual({
    verdict: 'works-with-fixes',
    because: ['too-long'],
  });
  expect(verdictOf([{ id: 'abort', flaw: hampered }])).toEqual({ verdict: 'works', because: [] });
});

test('what DB-GPT does not meet changes nothing', () => {
  expect(verdictOf([{ id: 'bad-json', flaw: notedAndMended }])).toEqual({ verdict: 'works', because: [] });
});

test.each<[FlawName, string]>([
  ['stream-refused', 'breaks'],
  ['stream-in-json', 'breaks'],
  ['blank', 'breaks'],
  ['system-role-refused', 'breaks'],
  ['embedding-index', 'breaks'],
  ['truncated', 'hampers'],
  ['runs-on', 'hampers'],
  ['one-lump', 'hampers'],
  ['chat-refused', 'hampers'],
  ['done-missing', 'noted'],
  ['max-completion-tokens-ignored', 'noted'],
  ['json-mode-ignored', 'noted'],
  ['bad-json-status', 'noted'],
])('%s %s', (flaw, weight) => {
  expect(weightOf(flaw)).toBe(weight);
});

/**
 * DB-GPT wants the count elsewhere, though a server that puts it at the end is right; rankings have several shapes, none
 * of them wrong; a temperature is a request's.
 */
const notForADefect: ReadonlySet<string> = new Set(['usage-position', 'rerank-shape', 'default-temperature']);

test('each fix that ModelTray has mends something that a check can find', () => {
  const mending = new Set(all.map(fixOf));
  expect(fixNames.filter((name) => !mending.has(name) && !notForADefect.has(name))).toEqual([]);
});
