import { beforeEach, expect, test, vi } from 'vitest';
import { createNotifier } from '../../main/desktop/notifier.ts';
import { record, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

function setUp(hasTerminal: boolean, hasHost: (() => Promise<boolean>) | null = null) {
  const said: string[] = [];
  const errors: unknown[] = [];
  const say = (text: string) => said.push(text);
  const onError = (error: unknown) => errors.push(error);
  return { said, errors, notifier: createNotifier({ hasTerminal, say, hasHost, onError }) };
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

test('where nobody shows them none is made, because Electron would wait for somebody', async () => {
  let answer = false;
  const hasHost = vi.fn(() => Promise.resolve(answer));
  const { notifier, said, errors } = setUp(true, hasHost);
  notifier.tell('closed');
  await Promise.resolve();
  answer = true;
  notifier.tell('failed');
  await vi.waitFor(() => expect(record.notifications.map(({ body }) => body)).toEqual(['failed']));
  expect([hasHost.mock.calls.length, said, errors]).toEqual([2, ['closed', 'failed'], []]);
});

test('a notification that cannot be made is said, and harms nothing', async () => {
  const { notifier, errors } = setUp(false, () => Promise.reject(new Error('no bus')));
  notifier.tell('closed');
  await vi.waitFor(() => expect(errors).toHaveLength(1));
});
