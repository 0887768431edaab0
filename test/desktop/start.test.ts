import { expect, test, vi } from 'vitest';
import { shouldOpenAtStart } from '../../main/desktop/open-at-start.ts';
import { hasNotificationHost } from '../../main/desktop/notification-host.ts';
import { hasSessionBus } from '../../main/desktop/session-bus.ts';
import { hasTrayHost } from '../../main/desktop/tray-host.ts';

const facts = {
  platform: 'linux',
  isFirstRun: false,
  startHidden: false,
  hasTrayHost: true,
  wantsOpen: true,
} as const;

test.each([
  ['the first start', { isFirstRun: true, platform: 'win32' }, true, 0],
  ['the first start, hidden', { isFirstRun: true, startHidden: true }, true, 0],
  ['a later start on Windows', { platform: 'win32' }, false, 0],
  ['a later start on macOS', { platform: 'darwin' }, false, 0],
  ['every start on Linux', {}, true, 0],
  ['hidden on Linux with a tray', { startHidden: true }, false, 1],
  ['hidden on Linux without a tray', { startHidden: true, hasTrayHost: false }, true, 1],
  ['at login', { wantsOpen: false, isFirstRun: true }, false, 0],
] as const)('%s opens the window: %o → %s', async (_when, patch, opens, asks) => {
  const { hasTrayHost: answer, ...given } = { ...facts, ...patch };
  const ask = vi.fn(() => Promise.resolve(answer));
  expect(await shouldOpenAtStart({ ...given, hasTrayHost: ask })).toBe(opens);
  // Asking takes seconds where nobody answers, and the window waits for it.
  expect(ask).toHaveBeenCalledTimes(asks);
});

test('Linux’ tray is asked for over D-Bus, by whichever tool is there', async () => {
  const answers: Record<string, string | null> = { gdbus: '(<true>,)\n', busctl: 'b true\n' };
  const asked: string[] = [];
  const ask = (tool: string): Promise<string> => {
    asked.push(tool);
    const answer = answers[tool];
    return answer ? Promise.resolve(answer) : Promise.reject(new Error('ENOENT'));
  };
  expect(await hasTrayHost('linux', ask)).toBe(true);
  expect(asked).toEqual(['gdbus']);
  answers['gdbus'] = '(<false>,)';
  expect(await hasTrayHost('linux', ask)).toBe(false);
  answers['gdbus'] = null;
  expect(await hasTrayHost('linux', ask)).toBe(true);
  answers['busctl'] = null;
  expect(await hasTrayHost('linux', ask)).toBe(false);
  asked.length = 0;
  expect(await hasTrayHost('darwin', ask)).toBe(true);
  expect(asked).toEqual([]);
});

test.each([
  ['gdbus', '(uint32 1,)\n', true],
  ['gdbus', '(uint32 2,)\n', true],
  ['gdbus', null, false],
  ['busctl', 'u 2\n', true],
  ['busctl', 'u 0\n', false],
] as const)(
  'Linux’ notifications are started by %s before one is shown: %j → %s',
  async (tool, answer, has) => {
    const ask = vi.fn((asked: string, _args: readonly string[]) =>
      asked === tool && answer !== null ? Promise.resolve(answer) : Promise.reject(new Error('ENOENT')),
    );
    expect(await hasNotificationHost(ask)).toBe(has);
    expect(ask.mock.calls[0]?.[1].join(' ')).toContain('StartServiceByName org.freedesktop.Notifications 0');
  },
);

test('without a session bus no tool is run, which would start one', () => {
  expect(hasSessionBus({})).toBe(false);
  expect(hasSessionBus({ XDG_RUNTIME_DIR: '/no/such/folder' })).toBe(false);
  expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' })).toBe(true);
});
