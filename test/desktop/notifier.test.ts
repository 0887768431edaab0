import { beforeEach, expect, test, vi } from 'vitest';
import { createNotifier } from '../../main/desktop/notifier.ts';
import { record, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

function setUp(hasTerminal: boolean) {
  const said: string[] = [];
  return { said, notifier: createNotifier({ hasTerminal, say: (text) => said.push(text) }) };
}

test('an installed app tells by notifications, and a clone on its terminal as well', () => {
  const installed = setUp(false);
  installed.notifier.tell('closed');
  expect([record.notifications.length, installed.said]).toEqual([1, []]);
  const clone = setUp(true);
  clone.notifier.tell('closed');
  expect([record.notifications.length, clone.said]).toEqual([2, ['closed']]);
});

test('where the system shows none the terminal still does, and nothing is made', () => {
  system.hasNotifications = false;
  const { said, notifier } = setUp(true);
  notifier.tell('closed');
  expect([record.notifications, said]).toEqual([[], ['closed']]);
});

test('a click counts once', () => {
  const { notifier } = setUp(false);
  const onClick = vi.fn();
  notifier.tell('failed', onClick);
  record.notifications[0]?.emit('click');
  record.notifications[0]?.emit('click');
  expect(onClick).toHaveBeenCalledOnce();
});
