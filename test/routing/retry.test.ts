import { describe, expect, test } from 'vitest';
import type { Failure } from '../../main/routing/failure.ts';
import type { Attempt } from '../../main/routing/plan.ts';
import { retryDecision } from '../../main/routing/retry.ts';
import type { AttemptFacts } from '../../main/routing/retry.ts';
import { defaultLimits } from '../../shared/upstream-limits.ts';

function attempt(upstream: string, pool: number, facts: Partial<Attempt> = {}): Attempt {
  return {
    upstream,
    model: 'm',
    upstreamName: upstream,
    location: 'this-machine',
    health: 'healthy',
    pool,
    limits: defaultLimits,
    contextTokens: null,
    isForced: false,
    ...facts,
  };
}

/** Two in the first pool, one in the second. */
const attempts = [attempt('a', 0), attempt('b', 0), attempt('c', 1)];

function decide(failure: Failure, facts: Partial<AttemptFacts> = {}): string {
  const at = facts.at ?? 0;
  const decision = retryDecision(failure, {
    attempts,
    at,
    used: new Set([at]),
    hasStayed: false,
    isCommitted: false,
    isGone: false,
    loadingAt: null,
    waitedMs: 0,
    allowLargerContext: true,
    ...facts,
  });
  const where = 'at' in decision ? ` ${decision.at}` : '';
  return `${decision.do}${where}${'afterMs' in decision ? ` after ${decision.afterMs}` : ''}`;
}

const alone = { attempts: [attempt('a', 0)] };
const server500: Failure = { kind: 'bad-answer', status: 500, said: null };

describe('not yet answered: the same pool, then the next (R6)', () => {
  test.each<[Failure]>([
    [{ kind: 'unreachable', reason: 'refused' }],
    [server500],
    [{ kind: 'bad-answer', status: 503, said: null }],
    [{ kind: 'bad-answer', status: 200, said: 'an error behind a 200' }],
    [{ kind: 'bad-answer', status: 404, said: null }],
    [{ kind: 'rate-limited', status: 429, said: null }],
    [{ kind: 'html', status: 200 }],
    [{ kind: 'cut' }],
    [{ kind: 'empty', status: 200 }],
    [{ kind: 'first-byte-timeout', afterMs: 1_000 }],
    [{ kind: 'timeout', afterMs: 1_000 }],
    [{ kind: 'not-http' }],
    [{ kind: 'loading' }],
  ])('%o', (failure) => {
    expect(decide(failure)).toBe('retry 1');
    expect(decide(failure, { at: 1, used: new Set([0, 1]) })).toBe('fallback 2');
  });
});

test('what a gate turned away is not come back to', () => {
  expect(decide(server500, { at: 0, used: new Set([0, 1]) })).toBe('fallback 2');
});

test('a stale connection is tried once more at the same server, at once (R10)', () => {
  expect(decide({ kind: 'reset' })).toBe('stay after 0');
  expect(decide({ kind: 'reset' }, { hasStayed: true })).toBe('retry 1');
  expect(decide({ kind: 'reset' }, { ...alone, hasStayed: true })).toBe('stop');
});

test('nothing follows once content went out, or the client is gone (R7)', () => {
  for (const failure of [server500, { kind: 'cut' }, { kind: 'reset' }, { kind: 'loading' }] as const) {
    expect(decide(failure, { isCommitted: true })).toBe('stop');
    expect(decide(failure, { isGone: true, loadingAt: 0 })).toBe('stop');
  }
});

test('a refusal of the request itself is not repeated anywhere', () => {
  expect(decide({ kind: 'bad-answer', status: 400, said: null })).toBe('stop');
  expect(decide({ kind: 'bad-answer', status: 422, said: null })).toBe('stop');
});

test('a refused key is not tried again at its server, with whichever model', () => {
  for (const failure of [{ kind: 'unauthorized', status: 401 }, { kind: 'locked-key' }] as const) {
    expect(decide(failure)).toBe('retry 1');
    expect(decide(failure, alone)).toBe('stop');
    const models = [attempt('a', 0), attempt('a', 0, { model: 'n' }), attempt('c', 1)];
    expect(decide(failure, { attempts: models })).toBe('fallback 2');
  }
});

describe('a prompt that is too long (R8)', () => {
  const overflow: Failure = {
    kind: 'context-overflow',
    status: 400,
    said: null,
    promptTokens: 6_000,
    contextTokens: 4_096,
  };
  const sizes = [4_096, 4_096, 8_192].map((contextTokens, n) =>
    attempt('abc'.charAt(n), n, { contextTokens }),
  );

  test('goes to a larger context, never to the same size', () => {
    expect(decide(overflow, { attempts: sizes })).toBe('fallback 2');
    expect(decide(overflow, { attempts: sizes.slice(0, 2) })).toBe('stop');
  });

  test('goes nowhere that is known to be too small for it', () => {
    const larger = [attempt('a', 0, { contextTokens: 4_096 }), attempt('b', 0, { contextTokens: 5_000 })];
    expect(decide(overflow, { attempts: larger })).toBe('stop');
    expect(decide({ ...overflow, promptTokens: null }, { attempts: larger })).toBe('retry 1');
  });

  test('may go to a context that nobody knows', () => {
    expect(decide(overflow)).toBe('retry 1');
  });

  test('stays where the route does not allow it', () => {
    expect(decide(overflow, { attempts: sizes, allowLargerContext: false })).toBe('stop');
  });

  test('is never repeated at the same model', () => {
    expect(decide(overflow, alone)).toBe('stop');
  });
});

describe('a server that is the only one', () => {
  test('gets a second chance after 5xx, a cut or an empty answer, and no third', () => {
    for (const failure of [server500, { kind: 'cut' }, { kind: 'empty', status: 200 }] as const) {
      expect(decide(failure, alone)).toBe('stay after 500');
      expect(decide(failure, { ...alone, hasStayed: true })).toBe('stop');
    }
  });

  test('is asked again when it said, where that is soon; else the client waits', () => {
    const refusal = { kind: 'rate-limited', status: 429, said: null } as const;
    expect(decide({ ...refusal, retryAfterMs: 2_000 }, alone)).toBe('stay after 2000');
    expect(decide({ ...refusal, retryAfterMs: 60_000 }, alone)).toBe('stop');
    expect(decide(refusal, alone)).toBe('stop');
    expect(decide({ ...server500, retryAfterMs: 3_000 }, alone)).toBe('stay after 3000');
  });

  test('is not asked again where it would only cost time', () => {
    expect(decide({ kind: 'unreachable', reason: 'refused' }, alone)).toBe('stop');
    expect(decide({ kind: 'first-byte-timeout', afterMs: 1_000 }, alone)).toBe('stop');
    expect(decide({ kind: 'html', status: 200 }, alone)).toBe('stop');
  });
});

describe('loading is not down (R9)', () => {
  const used = new Set([0, 1, 2]);

  test('a server that loads is waited for once nobody else is left, up to the limit', () => {
    expect(decide({ kind: 'loading' }, { ...alone, loadingAt: 0 })).toBe('wait 0 after 1000');
    expect(decide(server500, { at: 2, used, loadingAt: 1 })).toBe('wait 1 after 1000');
    expect(decide({ kind: 'loading' }, { ...alone, loadingAt: 0, waitedMs: 899_000 })).toBe(
      'wait 0 after 1000',
    );
    expect(decide({ kind: 'loading' }, { ...alone, loadingAt: 0, waitedMs: 900_000 })).toBe('stop');
  });

  test('a child process that refuses connections while it loads is waited for as well', () => {
    expect(decide({ kind: 'unreachable', reason: 'refused' }, { ...alone, loadingAt: 0 })).toBe(
      'wait 0 after 1000',
    );
  });
});
