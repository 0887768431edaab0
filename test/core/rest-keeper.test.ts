import { expect, test } from 'vitest';
import { createRestKeeper } from '../../main/core/rest-keeper.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function kept(readOnBattery: (() => Promise<boolean>) | null = null) {
  const clock = createFakeClock();
  const changes: boolean[] = [];
  const keeper = createRestKeeper({ clock, readOnBattery, onChange: (isResting) => changes.push(isResting) });
  return { clock, changes, keeper };
}

test('it rests on battery while no window is open, and says so once per change', () => {
  const { changes, keeper } = kept();
  const closeFirst = keeper.openWindow();
  const closeSecond = keeper.openWindow();
  keeper.setOnBattery(true);
  keeper.setOnBattery(true);
  closeFirst();
  closeFirst();
  expect([keeper.isResting(), changes]).toEqual([false, []]);
  closeSecond();
  expect([keeper.isResting(), changes]).toEqual([true, [true]]);
  keeper.openWindow()();
  keeper.setOnBattery(false);
  expect(changes).toEqual([true, false, true, false]);
});

test('whoever asks while the battery is being read waits for what it says', async () => {
  const battery = { reads: 0, tell: (_onBattery: boolean): void => undefined };
  const { changes, keeper } = kept(() => {
    battery.reads += 1;
    return new Promise((resolve) => (battery.tell = resolve));
  });
  const done: string[] = [];
  const asking = ['a', 'b'].map((who) =>
    keeper.refresh().then(() => done.push(`${who} ${keeper.isResting()}`)),
  );
  await turn();
  expect(done).toEqual([]);
  battery.tell(true);
  await Promise.all(asking);
  expect([done, battery.reads, changes]).toEqual([['a true', 'b true'], 1, [true]]);
});

test('while it rests the battery is read every minute, and no more once that is over or it is stopped', async () => {
  const battery = { reads: 0, isUsed: true };
  const { clock, keeper } = kept(() => {
    battery.reads += 1;
    return Promise.resolve(battery.isUsed);
  });
  await keeper.refresh();
  for (let minute = 1; minute <= 3; minute += 1) {
    clock.advance(60_000);
    await turn();
  }
  expect(battery.reads).toBe(4);
  const closeWindow = keeper.openWindow();
  expect(clock.pending()).toEqual([]);
  closeWindow();
  expect(clock.pending()).toEqual([60_000]);
  keeper.stop();
  expect(clock.pending()).toEqual([]);
});
