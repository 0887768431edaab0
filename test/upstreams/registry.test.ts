import { beforeEach, expect, test } from 'vitest';
import { createRegistry } from '../../main/upstreams/registry.ts';
import type { Outcome, Registry } from '../../main/upstreams/registry.ts';
import type { Failure } from '../../main/routing/failure.ts';
import type { Health } from '../../shared/upstream.ts';

const ref = { upstream: 'a', model: 'm' };
let changes: string[];
let registry: Registry;

beforeEach(() => {
  changes = [];
  registry = createRegistry({
    slugs: () => ['a', 'b'],
    onChange: () => undefined,
    onHealthChange: (slug, health) => changes.push(`${slug} ${health}`),
  });
});

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
  expect(changes).toEqual(['a unreachable', 'a healthy']);
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
  expect(registry.inFlightOf('a')).toBe(1);
  registry.report(ref, down);
  expect(registry.facts('a').health).toBe('unreachable');
});
