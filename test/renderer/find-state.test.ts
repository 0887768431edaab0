import { describe, expect, test } from 'vitest';
import type { FoundServer } from '../../shared/discovery.ts';
import { createFailure } from '../../renderer/failure.ts';
import {
  afterEnd,
  afterEvent,
  beginLook,
  notLooked,
  percentOf,
  standingOf,
} from '../../renderer/views/find/find-state.ts';
import { buildDiscoverReport, buildFound, buildServer } from '../e2e/support/stage-data.ts';

const at = (port: number, change: Partial<FoundServer> = {}): FoundServer =>
  buildFound({ baseUrl: `http://127.0.0.1:${port}`, ...change });
const addresses = ({ servers }: { servers: readonly FoundServer[] }): string[] =>
  servers.map(({ baseUrl }) => baseUrl.replace(/.*:/, ''));

describe('what a look has found', () => {
  const found = [at(3), at(1)].reduce(
    (state, server) => afterEvent(state, { type: 'found', server }),
    beginLook(notLooked, false),
  );

  test('stays in the order in which it came, whatever the report’s is', () => {
    const report = buildDiscoverReport({ servers: [at(1), at(2), at(3)] });
    expect(addresses(afterEnd(found, { as: 'done', result: report }))).toEqual(['3', '1', '2']);
  });

  test('is replaced where more is known of it, and goes where the report no longer has it', () => {
    const result = buildDiscoverReport({ servers: [at(1, { version: '2' })] });
    const done = afterEnd(found, { as: 'done', result });
    expect(done.servers).toEqual([at(1, { version: '2' })]);
    const again = afterEvent(found, { type: 'found', server: at(3, { version: '9' }) });
    expect(again.servers.map(({ version }) => version)).toEqual(['9', '0.32.1']);
  });

  test('is kept when it was stopped or failed, and by the step to everywhere; not by a new look', () => {
    const failure = createFailure('internal', 'no');
    expect(addresses(afterEnd(found, { as: 'stopped' }))).toEqual(['3', '1']);
    expect(afterEnd(found, { as: 'failed', failure })).toMatchObject({ phase: 'failed', failure });
    expect(addresses(beginLook(found, true))).toEqual(['3', '1']);
    expect(addresses(beginLook(found, false))).toEqual([]);
  });
});

test('how far a look is, is known only while it runs', () => {
  const begun = beginLook(notLooked, false);
  const looking = afterEvent(begun, { type: 'looking', address: 'a', done: 1, of: 3 });
  const none = afterEvent(begun, { type: 'looking', address: 'a', done: 0, of: 0 });
  expect([notLooked, begun, looking, none, afterEnd(looking, { as: 'stopped' })].map(percentOf)).toEqual([
    null,
    0,
    33,
    0,
    null,
  ]);
});

describe('what a find is to the list', () => {
  const ollama = buildServer({ baseUrl: 'http://localhost:11434/v1/' });

  test('listed by its slug, or by an address that leads to the same', () => {
    expect(standingOf(at(5, { listedAs: 'ollama' }), [ollama]).as).toBe('listed');
    expect(standingOf(at(11_434), [ollama]).as).toBe('listed');
    expect(standingOf(at(11_435), [ollama]).as).toBe('new');
  });

  test('moved where the listed one still is there, else new', () => {
    const moved = at(5, { mayBe: 'ollama' });
    expect(standingOf(moved, [ollama])).toEqual({ as: 'moved', from: ollama });
    expect(standingOf(moved, [])).toEqual({ as: 'new' });
  });
});
