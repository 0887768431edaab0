import { expect, test } from 'vitest';
import { createHealthMonitor } from '../../main/upstreams/health-monitor.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function watched(chance = 0) {
  const clock = createFakeClock();
  const looks: string[] = [];
  const monitor = createHealthMonitor({ clock, chance: () => chance, look: (slug) => looks.push(slug) });
  return { clock, looks, monitor };
}

test('a healthy server is not looked at', () => {
  const { clock, looks, monitor } = watched();
  monitor.note('a', 'healthy');
  clock.advance(3_600_000);
  expect(looks).toEqual([]);
});

test.each([
  ['loading', 3_000],
  ['unreachable', 10_000],
] as const)('a server that is %s is looked at again after %i ms', (health, delayMs) => {
  const { clock, looks, monitor } = watched();
  monitor.note('a', health);
  clock.advance(delayMs - 1);
  expect(looks).toEqual([]);
  clock.advance(1);
  expect(looks).toEqual(['a']);
});

test('servers that went away together are not asked in step', () => {
  const { clock, looks, monitor } = watched(0.5);
  monitor.note('a', 'unreachable');
  clock.advance(10_999);
  expect(looks).toEqual([]);
  clock.advance(1);
  expect(looks).toEqual(['a']);
});

test('a server that came back is left alone, and nothing is planned after the stop', () => {
  const { clock, looks, monitor } = watched();
  monitor.note('a', 'unreachable');
  monitor.note('a', 'healthy');
  monitor.note('b', 'unreachable');
  monitor.stop();
  monitor.note('c', 'loading');
  monitor.lookSoon('d');
  clock.advance(3_600_000);
  expect(looks).toEqual([]);
});

test('a look soon is one look, however often it is asked for', () => {
  const { clock, looks, monitor } = watched();
  monitor.lookSoon('a');
  monitor.lookSoon('a');
  clock.advance(5_000);
  expect(looks).toEqual(['a']);
});
