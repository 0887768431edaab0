import { expect, test } from 'vitest';
import { hasDisplay, openCommand } from '../../main/cli/open-link.ts';

test('each system’s own way to open a link', () => {
  const url = 'http://127.0.0.1:9998/?token=a_b-c';
  expect(openCommand('linux', url)).toEqual({ program: 'xdg-open', args: [url] });
  expect(openCommand('darwin', url)).toEqual({ program: 'open', args: [url] });
  expect(openCommand('win32', url)).toEqual({
    program: 'cmd',
    args: ['/d', '/s', '/c', `start "" "${url}"`],
  });
});

test('a display is assumed but on Linux, where one of two variables names it', () => {
  expect(hasDisplay('win32', {})).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: '' })).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});
