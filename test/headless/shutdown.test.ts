import { expect, test } from 'vitest';
import { watchShutdown } from '../../main/shutdown.ts';
import type { Shutdown, ShutdownOptions, StopCause } from '../../main/shutdown.ts';
import { silentLog } from '../../shared/ports.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeProcess } from './fake-process.ts';
import type { FakeProcess } from './fake-process.ts';

interface Watched {
  process: FakeProcess;
  clock: ReturnType<typeof createFakeClock>;
  shutdown: Shutdown;
  causes: StopCause[];
  finish(): void;
  fail(error: Error): void;
}

function watch(
  change: Parameters<typeof createFakeProcess>[0] = {},
  options: Partial<ShutdownOptions> = {},
): Watched {
  const process = createFakeProcess(change);
  const clock = createFakeClock();
  const causes: StopCause[] = [];
  let finish = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const stopped = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const shutdown = watchShutdown({
    process,
    clock,
    log: silentLog,
    stop(cause) {
      causes.push(cause);
      return stopped;
    },
    ...options,
  });
  return { process, clock, shutdown, causes, finish: () => finish(), fail: (error) => fail(error) };
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops once, in order, with 0', async (signal) => {
  const { process, shutdown, causes, finish } = watch();
  process.deliver(signal);
  expect(causes).toEqual([signal]);
  finish();
  expect(await shutdown.done).toBe(0);
  expect(process.exits).toEqual([]);
  expect(process.listeners()).toBe(0);
});

test('a second signal changes nothing', async () => {
  const { process, clock, shutdown, causes, finish } = watch();
  process.deliver('SIGTERM');
  clock.advance(2000);
  process.deliver('SIGTERM');
  process.deliver('SIGHUP');
  process.deliver('SIGINT');
  expect([causes, process.exits]).toEqual([['SIGTERM'], []]);
  finish();
  expect(await shutdown.done).toBe(0);
});

test('one Ctrl-C that comes twice, from the terminal and from npm, does not cut the stop short', () => {
  const { process, clock, causes } = watch();
  process.deliver('SIGINT');
  process.deliver('SIGINT');
  clock.advance(999);
  process.deliver('SIGINT');
  expect([causes, process.exits]).toEqual([['SIGINT'], []]);
});

test('a second Ctrl-C after a second exits at once', () => {
  const { process, clock } = watch();
  process.deliver('SIGINT');
  clock.advance(1000);
  process.deliver('SIGINT');
  expect(process.exits).toEqual([130]);
});

test('a stop that hangs is ended before five seconds are over', () => {
  const { process, clock } = watch();
  process.deliver('SIGTERM');
  clock.advance(4799);
  expect(process.exits).toEqual([]);
  clock.advance(200);
  expect(process.exits).toEqual([0]);
});

test('what still holds the process open after the stop is not waited for', async () => {
  const { process, clock, shutdown, finish } = watch();
  process.deliver('SIGTERM');
  finish();
  await shutdown.done;
  clock.advance(10_000);
  expect(process.exits).toEqual([0]);
});

test('a stop that fails is exit 1', async () => {
  const { process, shutdown, fail } = watch();
  process.deliver('SIGTERM');
  fail(new Error('x'));
  expect(await shutdown.done).toBe(1);
});

test('a stop has the exit code that its program gives it, by force as well', async () => {
  const orderly = watch({}, { exitCode: 3 });
  orderly.process.deliver('SIGINT');
  orderly.finish();
  expect(await orderly.shutdown.done).toBe(3);
  orderly.clock.advance(10_000);
  expect(orderly.process.exits).toEqual([3]);
  const hanging = watch({}, { exitCode: 3 });
  hanging.process.deliver('SIGTERM');
  hanging.clock.advance(5000);
  expect(hanging.process.exits).toEqual([3]);
});

test.each([{ npm_lifecycle_event: 'start' }, { npm_command: 'exec' }])(
  'started by npm (%j), a new parent means stop',
  (env) => {
    const { process, clock, causes } = watch({ env });
    clock.advance(2000);
    expect(causes).toEqual([]);
    process.ppid = 1;
    clock.advance(500);
    expect(causes).toEqual(['parent-gone']);
    expect(clock.pending()).not.toContain(500);
  },
);

test('without npm, and on Windows, the parent means nothing', () => {
  for (const change of [{}, { env: { npm_command: 'exec' }, platform: 'win32' as const }]) {
    const { process, clock, causes } = watch(change);
    process.ppid = 1;
    clock.advance(5000);
    expect(causes).toEqual([]);
  }
});

test('a Ctrl-C that something else takes, and its echo, stop nothing; the next one does', () => {
  const waiting = [true];
  const { process, clock, causes } = watch({}, { takeInterrupt: () => waiting.pop() ?? false });
  process.deliver('SIGINT');
  process.deliver('SIGINT');
  expect(causes).toEqual([]);
  clock.advance(600);
  process.deliver('SIGINT');
  expect(causes).toEqual(['SIGINT']);
});

test('it can be asked for', async () => {
  const { shutdown, causes, finish } = watch();
  shutdown.begin('asked');
  shutdown.begin('asked');
  finish();
  expect([causes, await shutdown.done]).toEqual([['asked'], 0]);
});
