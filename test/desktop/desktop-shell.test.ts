import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { openDesktopShell } from '../../main/desktop/desktop-shell.ts';
import { channels } from '../../shared/bridge.ts';
import { silentLog } from '../../shared/ports.ts';
import { useTempDirs } from '../settings/temp-dir.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { powerMonitor, record, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);
const tempDir = useTempDirs();

async function openShell() {
  const core = createFakeCore({ state: { shell: 'desktop' } });
  const { path } = tempDir();
  const shell = await openDesktopShell({
    paths: {
      pagesDir: path,
      preload: join(path, 'preload.cjs'),
      trayIconsDir: path,
      windowIcon: join(path, 'icon.png'),
      windowMemory: join(path, 'window.json'),
    },
    logsDir: path,
    platform: 'darwin',
    isDevelopment: false,
    clock: createFakeClock(),
    log: silentLog,
    loginItem: null,
    openCore: () => core,
    cleanUp: () => Promise.resolve(),
    exit: () => undefined,
  });
  return { core, shell };
}

test('the core is told of the power, of sleep, and of the window while it is on the screen', async () => {
  system.isOnBattery = true;
  const { core, shell } = await openShell();
  expect([core.told, core.openWindows()]).toEqual([['battery'], 0]);
  await shell.openAtStart(true);
  expect(core.openWindows()).toBe(1);
  record.windows[0]?.clickClose();
  expect(core.openWindows()).toBe(0);
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  expect(core.told).toEqual(['battery', 'sleep', 'battery', 'wake']);
  await shell.quit.request(0);
  expect(core.stops).toEqual([0]);
});

test('the tray’s export opens the preview; a window that is open is brought to it, even hidden', async () => {
  const { shell } = await openShell();
  const [tray] = record.trays;
  const label = 'Export for DB-GPT…';
  tray?.menu.click(label);
  const [window] = record.windows;
  expect(window?.webContents.url).toBe('app://modeltray/#/dbgpt');
  expect(window?.webContents.sent).toEqual([]);
  tray?.menu.click(label);
  const wish = { channel: channels.page, message: 'dbgpt' };
  expect(window?.webContents.sent).toEqual([wish]);
  window?.clickClose();
  tray?.menu.click(label);
  expect(window?.webContents.sent).toEqual([wish, wish]);
  expect([record.windows.length, window?.isVisible()]).toEqual([1, true]);
  await shell.quit.request(0);
});

test('a quit that a signal began is not asked about, when the user chooses it too', async () => {
  const { core, shell } = await openShell();
  const listExports = vi.spyOn(core.api.calls, 'listExports');
  const ended = shell.quit.request(4000);
  record.trays[0]?.menu.click('Quit');
  await ended;
  expect(listExports).not.toHaveBeenCalled();
});
