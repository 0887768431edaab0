import { describe, expect, test } from 'vitest';
import { createHealthMonitor, idleMs, loadingMs, soonMs } from '../../main/upstreams/health-monitor.ts';
import type { HealthMonitor } from '../../main/upstreams/health-monitor.ts';
import type { Attendance, Loading } from '../../main/upstreams/quiet-questions.ts';
import type { Health } from '../../shared/upstream.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const hourMs = 3_600_000;

/** A monitor whose questions are answered at once with what the test says, and written down. */
function watched(chance = 0.5) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const world = {
    attendance: 'there' as Attendance,
    loading: 'loading' as Loading,
    /** What a look finds; null is one that is never heard of. */
    found: 'healthy' as Health | null,
    inUse: new Set<string>(),
    far: new Set<string>(),
    /** Answers that wait, where they do. */
    held: null as (() => void)[] | null,
    wakes: 0,
  };
  const answer = (give: () => void): void => {
    if (world.held === null) give();
    else world.held.push(give);
  };
  const monitor: HealthMonitor = createHealthMonitor({
    clock,
    chance: () => chance,
    mayContact: (slug) => !world.far.has(slug),
    isInUse: (slug) => world.inUse.has(slug),
    onWake: () => void (world.wakes += 1),
    connect(slug, take) {
      asked.push(`connect ${slug}`);
      const found = world.attendance;
      answer(() => take(found));
    },
    askLoading(slug, take) {
      asked.push(`loading? ${slug}`);
      const found = world.loading;
      answer(() => take(found));
    },
    look(slug) {
      asked.push(`look ${slug}`);
      if (world.found !== null) monitor.note(slug, world.found);
    },
    mark(slug, health) {
      asked.push(`mark ${slug} ${health}`);
      monitor.note(slug, health);
    },
  });
  const take = (): string[] => asked.splice(0);
  return { clock, monitor, world, take };
}

describe('an idle server', () => {
  test.each<Health>(['healthy', 'busy', 'unknown', 'unauthorized'])(
    'that is %s gets a connect every 30 s, and nothing else',
    (health) => {
      const { clock, monitor, take } = watched();
      monitor.note('a', health);
      clock.advance(idleMs - 1);
      expect(take()).toEqual([]);
      clock.advance(1);
      expect(take()).toEqual(['connect a']);
      clock.advance(hourMs);
      expect(take()).toEqual(Array.from({ length: 120 }, () => 'connect a'));
    },
  );

  test.each([
    [0, 24_000],
    [0.999_999, 36_000],
  ])('by chance %d it is asked after %d ms, so that ten are not asked in step', (chance, delayMs) => {
    const { clock, monitor, take } = watched(chance);
    monitor.note('a', 'healthy');
    clock.advance(delayMs - 1);
    expect(take()).toEqual([]);
    clock.advance(1);
    expect(take()).toEqual(['connect a']);
  });

  test('that is farther than this machine is never asked', () => {
    const { clock, monitor, world, take } = watched();
    world.far.add('far');
    for (const health of ['healthy', 'unreachable', 'loading', 'unauthorized'] as const) {
      monitor.note('far', health);
      monitor.failed('far');
      monitor.lookSoon('far');
      clock.advance(hourMs);
      monitor.wake();
      clock.advance(hourMs);
    }
    expect(take()).toEqual([]);
  });

  test('that refuses is marked and not looked at; it goes on being asked whether it is back', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'healthy');
    world.attendance = 'gone';
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a', 'mark a unreachable']);
    clock.advance(2 * idleMs);
    expect(take()).toEqual(['connect a', 'connect a']);
  });

  test('that is back is looked at once', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'unreachable');
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a', 'look a']);
    clock.advance(2 * idleMs);
    expect(take()).toEqual(['connect a', 'connect a']);
  });

  test('of which our own side cannot tell is left as it is', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'healthy');
    world.attendance = 'unclear';
    clock.advance(2 * idleMs);
    expect(take()).toEqual(['connect a', 'connect a']);
  });

  test('that accepts connections and answers nothing is looked at ever more rarely', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'unreachable');
    world.found = 'unreachable';
    const looks: number[] = [];
    for (let n = 1; n <= 64; n += 1) {
      clock.advance(idleMs);
      if (take().includes('look a')) looks.push(n);
    }
    expect(looks).toEqual([1, 3, 7, 15, 31, 47, 63]);
    world.attendance = 'gone';
    clock.advance(idleMs);
    world.attendance = 'there';
    take();
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a', 'look a']);
  });

  test('whose look is never heard of is asked all the same', () => {
    const { clock, monitor, world, take } = watched();
    world.found = null;
    monitor.note('a', 'healthy');
    monitor.lookSoon('a');
    clock.advance(soonMs + idleMs);
    expect(take()).toEqual(['look a', 'connect a']);
  });
});

describe('a server in use', () => {
  test('is not asked while its requests succeed, and again 30 s after the last', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    for (let n = 0; n < 200; n += 1) {
      clock.advance(idleMs - 1000);
      monitor.answered('a');
    }
    expect(take()).toEqual([]);
    clock.advance(idleMs - 1);
    expect(take()).toEqual([]);
    clock.advance(idleMs / 5);
    expect(take()).toEqual(['connect a']);
  });

  test('is not asked while a request runs, however long', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'healthy');
    world.inUse.add('a');
    clock.advance(hourMs);
    expect(take()).toEqual([]);
    world.inUse.clear();
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a']);
  });

  test('that fails is looked at soon, once, however many requests fail', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    for (let n = 0; n < 20; n += 1) {
      monitor.failed('a');
      clock.advance(200);
    }
    expect(take()).toEqual(['look a']);
    clock.advance(idleMs);
    take();
    monitor.failed('a');
    clock.advance(soonMs);
    expect(take()).toEqual(['look a']);
  });

  test('a look soon is one look, and comes before the next connect', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.lookSoon('a');
    monitor.lookSoon('a');
    clock.advance(5_000);
    expect(take()).toEqual(['look a']);
  });

  test('an answer that is older than what was heard since is dropped', () => {
    const { clock, monitor, world, take } = watched();
    world.held = [];
    world.attendance = 'gone';
    monitor.note('a', 'healthy');
    monitor.note('b', 'healthy');
    monitor.note('c', 'healthy');
    clock.advance(idleMs);
    monitor.note('a', 'healthy');
    monitor.answered('b');
    monitor.forget('c');
    world.held.forEach((give) => give());
    expect(take()).toEqual(['connect a', 'connect b', 'connect c']);
    world.held = null;
    world.attendance = 'there';
    clock.advance(2 * idleMs);
    expect(take().filter((what) => what !== 'connect a' && what !== 'connect b')).toEqual([]);
  });
});

describe('a server that loads', () => {
  test('is asked by its quiet path every 3 s and by nothing else, then looked at once', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'loading');
    monitor.failed('a');
    monitor.lookSoon('a');
    clock.advance(20 * loadingMs);
    expect(take()).toEqual(Array.from({ length: 20 }, () => 'loading? a'));
    world.loading = 'over';
    clock.advance(loadingMs);
    expect(take()).toEqual(['loading? a', 'look a']);
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a']);
  });

  test('and goes away is marked', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'loading');
    world.loading = 'gone';
    world.attendance = 'gone';
    clock.advance(loadingMs + idleMs);
    expect(take()).toEqual(['loading? a', 'mark a unreachable', 'connect a']);
  });
});

describe('a server that refuses the key', () => {
  test('is not looked at by itself, not even after a wake', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'unauthorized');
    monitor.failed('a');
    monitor.lookSoon('a');
    clock.advance(idleMs);
    monitor.wake();
    expect(take()).toEqual(['connect a', 'connect a']);
  });

  test('and was restarted is looked at', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'unauthorized');
    world.attendance = 'gone';
    clock.advance(idleMs);
    world.attendance = 'there';
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a', 'mark a unreachable', 'connect a', 'look a']);
  });
});

describe('a server that limits its requests', () => {
  test.each([
    ['30 s where it did not say', undefined, 30_000],
    ['as long as it said', 7_000, 7_000],
    ['an hour at most', 9_999_000, hourMs],
  ])('is left alone for %s, and is unknown then', (_what, retryAfterMs, delayMs) => {
    const { clock, monitor, world, take } = watched();
    world.far.add('cloud');
    monitor.note('a', 'rate-limited', retryAfterMs);
    monitor.note('cloud', 'rate-limited', retryAfterMs);
    clock.advance(delayMs - 1);
    expect(take()).toEqual([]);
    clock.advance(1);
    expect(take()).toEqual(['mark a unknown', 'mark cloud unknown']);
    clock.advance(idleMs);
    expect(take()).toEqual(['connect a']);
  });

  test('over a sleep the limit ends when it was to end', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'rate-limited', 100_000);
    clock.jump(60_000);
    monitor.wake();
    clock.advance(39_999);
    expect(take()).toEqual([]);
    clock.advance(1);
    expect(take()).toEqual(['mark a unknown']);
    monitor.note('a', 'rate-limited', 30_000);
    clock.jump(hourMs);
    clock.advance(0);
    expect(take()).toEqual(['mark a unknown']);
  });
});

describe('on battery while nobody looks', () => {
  test('nothing is asked, whatever the health', () => {
    const { clock, monitor, take } = watched();
    const healths = ['healthy', 'loading', 'unreachable', 'unknown', 'unauthorized'] as const;
    for (const health of healths) monitor.note(health, health);
    monitor.setResting(true);
    for (const health of healths) {
      monitor.note(health, health);
      monitor.failed(health);
      monitor.lookSoon(health);
    }
    clock.advance(hourMs);
    monitor.wake();
    expect([take(), clock.pending()]).toEqual([[], []]);
  });

  test('each is asked once as soon as that is over', () => {
    const { clock, monitor, take } = watched();
    monitor.setResting(true);
    for (const health of ['healthy', 'loading', 'unreachable', 'unauthorized'] as const) {
      monitor.note(health, health);
    }
    monitor.setResting(false);
    monitor.setResting(false);
    expect(take()).toEqual([
      'connect healthy',
      'loading? loading',
      'connect unreachable',
      'look unreachable',
      'connect unauthorized',
    ]);
    clock.advance(loadingMs - 1);
    expect(take()).toEqual([]);
  });

  test('a look that a request has asked for meanwhile follows then', () => {
    const { monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.setResting(true);
    monitor.failed('a');
    monitor.setResting(false);
    expect(take()).toEqual(['connect a', 'look a']);
    monitor.setResting(true);
    monitor.setResting(false);
    expect(take()).toEqual(['connect a']);
  });

  test('a rate limit runs out all the same, which asks nobody', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'rate-limited');
    monitor.setResting(true);
    clock.advance(hourMs);
    expect(take()).toEqual(['mark a unknown']);
  });

  test('an answer that comes then leads to no look', () => {
    const { clock, monitor, world, take } = watched();
    world.held = [];
    monitor.note('a', 'unreachable');
    clock.advance(idleMs);
    monitor.setResting(true);
    world.held.forEach((give) => give());
    clock.advance(hourMs);
    expect(take()).toEqual(['connect a']);
  });
});

describe('sleep', () => {
  test('nothing is asked from the moment it is told', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.note('b', 'loading');
    monitor.failed('a');
    monitor.sleep();
    clock.advance(hourMs);
    expect(take()).toEqual([]);
  });

  test('on wake each is asked at once, and looked at where it is there', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'healthy');
    monitor.note('b', 'loading');
    clock.advance(1000);
    monitor.sleep();
    clock.jump(hourMs);
    monitor.wake();
    expect(take()).toEqual(['connect a', 'look a', 'loading? b']);
    clock.advance(loadingMs);
    expect(take()).toEqual(['loading? b']);
    monitor.note('b', 'healthy');
    clock.jump(hourMs);
    world.attendance = 'gone';
    monitor.wake();
    expect(take()).toEqual(['connect a', 'mark a unreachable', 'connect b', 'mark b unreachable']);
  });

  test('that nobody told of is noticed by a timer that is more than 20 s late', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.note('b', 'healthy');
    clock.jump(idleMs + 20_000);
    clock.advance(0);
    expect(take()).toEqual(['connect a', 'connect b']);
    clock.jump(idleMs + 20_001);
    clock.advance(0);
    expect(take()).toEqual(['connect a', 'look a', 'connect b', 'look b']);
  });

  test('a wake that is told twice is one', () => {
    const { clock, monitor, world, take } = watched();
    monitor.note('a', 'healthy');
    monitor.sleep();
    clock.jump(hourMs);
    clock.advance(0);
    monitor.wake();
    expect(take()).toEqual(['connect a', 'look a']);
    expect(world.wakes).toBe(1);
    clock.advance(10_000);
    monitor.wake();
    expect(world.wakes).toBe(2);
    expect(take()).toEqual(['connect a', 'look a']);
  });

  test('a wall clock that was set back hides no wake', () => {
    const { clock, monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.wake();
    take();
    clock.jump(-hourMs);
    monitor.wake();
    expect(take()).toEqual(['connect a', 'look a']);
  });

  test('a request that is answered shows that it is over', () => {
    const { monitor, take } = watched();
    monitor.note('a', 'healthy');
    monitor.sleep();
    monitor.answered('a');
    expect(take()).toEqual(['connect a', 'look a']);
  });
});

test('a server that is forgotten is not asked any more, and after the stop none is', () => {
  const { clock, monitor, take } = watched();
  monitor.note('a', 'unreachable');
  monitor.forget('a');
  monitor.note('b', 'unreachable');
  monitor.note('limited', 'rate-limited');
  monitor.stop();
  monitor.note('c', 'loading');
  monitor.lookSoon('d');
  monitor.failed('e');
  monitor.wake();
  monitor.setResting(true);
  monitor.setResting(false);
  clock.advance(hourMs);
  expect([take(), clock.pending()]).toEqual([[], []]);
});
