import { beforeEach, expect, test } from 'vitest';
import { createRegistry } from '../../main/upstreams/registry.ts';
import type { Outcome, Registry } from '../../main/upstreams/registry.ts';
import type { Failure } from '../../main/routing/failure.ts';
import type { Health } from '../../shared/upstream.ts';

const ref = { upstream: 'a', model: 'm' };
let changes: string[];
let reports: string[];
let now: number;
let registry: Registry;

beforeEach(() => {
  changes = [];
  reports = [];
  now = 1000;
  registry = createRegistry({
    slugs: () => ['a', 'b'],
    onChange: () => undefined,
    onHealthChange: (slug, health, before) => changes.push(`${slug} ${before} → ${health}`),
    onReport: ({ upstream }, { kind }) => reports.push(`${upstream} ${kind}`),
    now: () => now,
  });
});

const found: Parameters<Registry['learn']>[1] = {
  kind: 'ollama',
  health: 'healthy',
  detail: null,
  models: [],
  latencyMs: 3,
  version: null,
  product: null,
  checkedAt: 1000,
};

function after(outcome: Outcome): Health {
  registry.begin(ref);
  registry.report(ref, outcome);
  return registry.facts('a').health;
}

test('what is begun is counted until it is reported', () => {
  expect(registry.begin(ref)).toBe(true);
  expect(registry.begin({ ...ref, model: 'n' })).toBe(true);
  expect(registry.inFlightOf('a')).toBe(2);
  registry.report(ref, { kind: 'cancelled' });
  expect(registry.inFlight()).toEqual([{ ref: { upstream: 'a', model: 'n' }, count: 1 }]);
});

test('nothing begins at a server that is not listed', () => {
  expect(registry.begin({ upstream: 'gone', model: 'm' })).toBe(false);
  expect(registry.inFlight()).toEqual([]);
});

test.each<[Failure, Health]>([
  [{ kind: 'unreachable', reason: 'refused' }, 'unreachable'],
  [{ kind: 'unauthorized', status: 401 }, 'unauthorized'],
  [{ kind: 'unauthorized', status: 403 }, 'healthy'],
  [{ kind: 'loading' }, 'loading'],
  [{ kind: 'rate-limited', status: 429, said: null }, 'rate-limited'],
  [{ kind: 'bad-answer', status: 500, said: null }, 'healthy'],
  [{ kind: 'cut' }, 'healthy'],
  [{ kind: 'reset' }, 'healthy'],
])('after %o a healthy server is %s', (failure, health) => {
  after({ kind: 'answered', status: 200 });
  expect(after({ kind: 'failed', failure })).toBe(health);
});

test('an answer makes a server healthy again, a client’s abort says nothing of it', () => {
  expect(after({ kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } })).toBe('unreachable');
  expect(after({ kind: 'cancelled' })).toBe('unreachable');
  expect(after({ kind: 'answered', status: 400 })).toBe('healthy');
  expect(changes).toEqual(['a unknown → unreachable', 'a unreachable → healthy']);
  expect(reports).toEqual(['a failed', 'a cancelled', 'a answered']);
});

test('since when it is so is kept while it stays so, whoever says it', () => {
  expect(registry.facts('a').healthSince).toBeNull();
  registry.learn('a', found);
  now = 2000;
  registry.learn('a', found);
  after({ kind: 'answered', status: 200 });
  expect(registry.facts('a').healthSince).toBe(1000);
  after({ kind: 'failed', failure: { kind: 'loading' } });
  now = 3000;
  registry.learn('a', { ...found, health: 'loading' });
  expect(registry.facts('a').healthSince).toBe(2000);
  registry.mark('a', 'unreachable');
  expect(registry.facts('a').healthSince).toBe(3000);
  registry.forget('a');
  expect(registry.facts('a').healthSince).toBeNull();
});

test('a server that is answered for as unknown was seen, too', () => {
  registry.learn('a', { ...found, health: 'unknown' });
  expect([registry.facts('a').healthSince, changes]).toEqual([1000, []]);
});

test('what is marked keeps its models, and a loss is silent until a request or a look meets it', () => {
  registry.learn('a', found);
  registry.mark('a', 'unreachable');
  expect(registry.facts('a')).toMatchObject({ health: 'unreachable', kind: 'ollama', checkedAt: 1000 });
  expect(registry.hasSilentLoss()).toBe(true);
  after({ kind: 'cancelled' });
  expect(registry.hasSilentLoss()).toBe(true);
  after({ kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } });
  expect(registry.hasSilentLoss()).toBe(false);
  registry.mark('a', 'unreachable');
  expect(registry.hasSilentLoss()).toBe(false);
});

test.each<[string, () => void]>([
  ['a look', () => registry.learn('a', { ...found, health: 'unreachable' })],
  ['its removal', () => registry.forget('a')],
])('%s ends a silent loss', (_what, end) => {
  registry.learn('a', found);
  registry.mark('a', 'unreachable');
  end();
  expect(registry.hasSilentLoss()).toBe(false);
});

test('every server is down only when each is known to be', () => {
  const down: Outcome = { kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } };
  after(down);
  expect(registry.isEveryServerDown()).toBe(false);
  registry.begin({ upstream: 'b', model: 'm' });
  registry.report({ upstream: 'b', model: 'm' }, down);
  expect(registry.isEveryServerDown()).toBe(true);
});

test('what began before a server moved says nothing of it where it is now', () => {
  const down: Outcome = { kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } };
  registry.begin(ref);
  registry.begin(ref);
  registry.forget('a');
  registry.begin(ref);
  registry.report(ref, down);
  registry.report(ref, down);
  expect(registry.facts('a').health).toBe('unknown');
  expect(reports).toEqual([]);
  expect(registry.inFlightOf('a')).toBe(1);
  registry.report(ref, down);
  expect(registry.facts('a').health).toBe('unreachable');
});
