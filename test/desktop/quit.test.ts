import { expect, test } from 'vitest';
import { createClosing } from '../../main/desktop/closing.ts';
import { createQuit, quitGraceMs } from '../../main/desktop/quit.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** A core whose stop resolves when the test says so, or at once with no grace. */
function setUp(stopFails = false) {
  const clock = createFakeClock();
  const happened: string[] = [];
  let finish = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const quit = createQuit({
    clock,
    stop: (graceMs) => {
      happened.push(`stop ${graceMs}`);
      if (stopFails) return Promise.reject(new Error('stuck'));
      if (graceMs === 0) finish();
      return stopped;
    },
    cleanUp: () => {
      happened.push('clean up');
      return Promise.resolve();
    },
    onDraining: () => happened.push('told'),
    onError: (error) => happened.push(String(error)),
    exit: () => happened.push('exit'),
  });
  const request = (graceMs = quitGraceMs): void => {
    quit.request(graceMs).catch((error: unknown) => happened.push(String(error)));
  };
  return { clock, happened, request, finish: () => finish() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('with nothing running it ends without a word', async () => {
  const { clock, happened, request, finish } = setUp();
  request();
  finish();
  await settled();
  clock.advance(1000);
  expect(happened).toEqual(['stop 30000', 'clean up', 'exit']);
});

test('answers still running are waited for, which is said once', async () => {
  const { clock, happened, request, finish } = setUp();
  request();
  await settled();
  clock.advance(20_000);
  expect(happened).toEqual(['stop 30000', 'told']);
  finish();
  await settled();
  expect(happened).toEqual(['stop 30000', 'told', 'clean up', 'exit']);
});

test('a second request ends it now', async () => {
  const { happened, request } = setUp();
  request();
  request();
  await settled();
  expect(happened).toEqual(['stop 30000', 'stop 0', 'clean up', 'exit']);
});

test('whatever hangs, the app ends shortly after the grace', async () => {
  const { clock, happened, request } = setUp();
  request(4000);
  await settled();
  clock.advance(6999);
  expect(happened).not.toContain('exit');
  clock.advance(1);
  expect(happened).toContain('exit');
});

test('a stop that fails is told, and the app still cleans up and ends', async () => {
  const { happened, request } = setUp(true);
  request();
  await settled();
  expect(happened).toEqual(['stop 30000', 'Error: stuck', 'clean up', 'exit']);
});

test('everything is closed, last opened first, whatever fails', async () => {
  const happened: string[] = [];
  const closing = createClosing((error) => happened.push(String(error)));
  closing.add(() => {
    happened.push('first');
  });
  closing.add(() => Promise.reject(new Error('stuck')));
  closing.add(() => {
    throw new Error('broken');
  });
  closing.add(() => {
    happened.push('last');
  });
  await closing.closeAll();
  await closing.closeAll();
  expect(happened).toEqual(['last', 'Error: broken', 'Error: stuck', 'first']);
});
