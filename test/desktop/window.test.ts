import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boundsFor } from '../../main/desktop/window-bounds.ts';
import { openWindowMemory } from '../../main/desktop/window-memory.ts';
import type { WindowMemoryFile } from '../../main/desktop/window-memory.ts';
import { paintGraceMs } from '../../main/desktop/reveal.ts';
import { createWindow, destroyAfterMs } from '../../main/desktop/window.ts';
import { channels } from '../../shared/bridge.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { nativeTheme, record, resetStandIn, system } from './electron-stand-in.ts';
import type { BrowserWindow } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

let folder = '';
let file = '';
beforeEach(async () => {
  resetStandIn();
  folder = await mkdtemp(join(tmpdir(), 'modeltray-window-'));
  file = join(folder, 'electron', 'window.json');
});
const memories: WindowMemoryFile[] = [];
afterEach(async () => {
  await Promise.all(memories.splice(0).map((memory) => memory.flush()));
  await rm(folder, { recursive: true, force: true });
});

const fail = (error: unknown): never => {
  throw error;
};

async function setUp(known?: WindowMemoryFile) {
  const memory = known ?? (await openWindowMemory(file, fail));
  memories.push(memory);
  const clock = createFakeClock();
  const told: string[] = [];
  const visible = { count: 0 };
  const shell = createWindow({
    preload: '/out/preload/preload.cjs',
    icon: '/icon.png',
    isDevelopment: false,
    hidesMenuBar: false,
    memory,
    clock,
    onShow() {
      visible.count += 1;
      return () => (visible.count -= 1);
    },
    onFirstHide: () => told.push('hidden'),
    onCrash: (reason) => told.push(reason),
    onUnresponsive: () => told.push('hung'),
  });
  return { shell, clock, told, visible };
}

function last(): BrowserWindow {
  const window = record.windows.at(-1);
  if (window === undefined) throw new Error('No window was made.');
  return window;
}

test('the page is sandboxed, isolated, and has neither Node nor developer tools', async () => {
  const { shell } = await setUp();
  shell.show(null);
  expect(last().options).toMatchObject({
    width: 1040,
    height: 720,
    minWidth: 800,
    minHeight: 560,
    show: false,
  });
  expect(last().options.webPreferences).toEqual({
    preload: '/out/preload/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    spellcheck: false,
    devTools: false,
  });
  expect(last().webContents.url).toBe('app://modeltray/#/home');
  expect(last().isVisible()).toBe(true);
});

test('closing hides it, and showing it within five minutes keeps its page', async () => {
  const { shell, clock } = await setUp();
  shell.show(null);
  last().clickClose();
  expect([last().isVisible(), last().isGone]).toEqual([false, false]);
  clock.advance(destroyAfterMs - 1);
  shell.show(null);
  clock.advance(destroyAfterMs * 2);
  expect([record.windows.length, last().isVisible()]).toEqual([1, true]);
});

test('hidden for five minutes it is destroyed, and made anew where it was', async () => {
  const { shell, clock } = await setUp();
  shell.show(null);
  last().bounds = { x: 300, y: 200, width: 900, height: 650 };
  last().clickClose();
  clock.advance(destroyAfterMs);
  expect(last().isGone).toBe(true);
  shell.show('servers');
  expect(record.windows).toHaveLength(2);
  expect(last().webContents.url).toBe('app://modeltray/#/servers');
  expect(last().options).toMatchObject({ x: 300, y: 200, width: 900, height: 650 });
});

test('it is told whenever it is on the screen, and when it no longer is', async () => {
  const { shell, visible } = await setUp();
  expect(visible.count).toBe(0);
  shell.show(null);
  shell.show('servers');
  expect(visible.count).toBe(1);
  last().clickClose();
  expect(visible.count).toBe(0);
  shell.show(null);
  expect(visible.count).toBe(1);
  last().webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect([record.windows.length, visible.count]).toEqual([2, 1]);
  shell.destroy();
  expect(visible.count).toBe(0);
});

test('an open window is asked for the page, not loaded again', async () => {
  const { shell } = await setUp();
  shell.show(null);
  shell.show('dbgpt');
  expect(record.windows).toHaveLength(1);
  expect(last().webContents.sent).toEqual([{ channel: channels.page, message: 'dbgpt' }]);
});

test('that it keeps running is said once, ever', async () => {
  const memory = await openWindowMemory(file, fail);
  const first = await setUp(memory);
  first.shell.show(null);
  last().clickClose();
  first.shell.show(null);
  last().clickClose();
  expect(first.told).toEqual(['hidden']);
  await memory.flush();
  const second = await setUp();
  second.shell.show(null);
  last().clickClose();
  expect(second.told).toEqual([]);
});

test('full screen is left before hiding', async () => {
  const { shell } = await setUp();
  shell.show(null);
  last().setFullScreen(true);
  last().clickClose();
  expect([last().isFull, last().isVisible()]).toEqual([false, false]);
});

test('a crashed page is opened anew, but not if it crashes again', async () => {
  const { shell, told } = await setUp();
  shell.show(null);
  last().webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect([record.windows.length, last().isVisible()]).toEqual([2, true]);
  last().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect([record.windows.length, last().isGone]).toEqual([2, true]);
  expect(told).toEqual(['oom', 'crashed']);
  shell.show(null);
  expect(record.windows).toHaveLength(3);
});

test('at the end of the app it is remembered and destroyed', async () => {
  const memory = await openWindowMemory(file, fail);
  const { shell } = await setUp(memory);
  shell.show(null);
  last().isMax = true;
  shell.destroy();
  expect(last().isGone).toBe(true);
  await memory.flush();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ isMaximized: true });
});

test('a damaged memory counts as an empty one, and only a missing one as the first run', async () => {
  const first = await openWindowMemory(file, fail);
  first.update({ wasTold: true });
  await first.flush();
  expect([first.isFirstRun, (await openWindowMemory(file, fail)).get().wasTold]).toEqual([true, true]);
  for (const text of ['{"bounds":', '{"bounds":{"x":"left"}}', 'null']) {
    await writeFile(file, text);
    const again = await openWindowMemory(file, fail);
    expect([again.isFirstRun, again.get()]).toEqual([
      false,
      { bounds: null, isMaximized: false, wasTold: false, keptExports: [] },
    ]);
  }
});

test('a memory that cannot be written says so and harms nothing', async () => {
  await writeFile(join(folder, 'electron'), 'a file where the folder should be');
  const errors: unknown[] = [];
  const memory = await openWindowMemory(file, (error) => errors.push(error));
  memory.update({ wasTold: true });
  await memory.flush();
  expect([errors.length, memory.get().wasTold]).toEqual([1, true]);
});

test('bounds on no screen are not used', () => {
  const area = system.workArea;
  const size = { width: 900, height: 650 };
  expect(boundsFor(null, [area])).toEqual({ width: 1040, height: 720 });
  expect(boundsFor({ x: 100, y: 50, ...size }, [area])).toEqual({ x: 100, y: 50, ...size });
  expect(boundsFor({ x: 5000, y: 50, ...size }, [area])).toEqual(size);
  expect(boundsFor({ x: 100, y: -200, ...size }, [area])).toEqual(size);
  expect(boundsFor({ x: 0, y: 0, width: 10, height: 10 }, [])).toEqual({ width: 800, height: 560 });
});

test('a window is no larger than its screen, and no smaller than its pages can be', () => {
  const small = { x: 0, y: 0, width: 1024, height: 700 };
  const wide = { x: 1024, y: 0, width: 3000, height: 1600 };
  expect(boundsFor(null, [small])).toEqual({ width: 1024, height: 700 });
  expect(boundsFor(null, [{ x: 0, y: 0, width: 640, height: 480 }])).toEqual({ width: 800, height: 560 });
  const large = { width: 2800, height: 1500 };
  expect(boundsFor({ x: 1100, y: 20, ...large }, [small, wide])).toEqual({ x: 1100, y: 20, ...large });
  expect(boundsFor({ x: 1100, y: 20, ...large }, [small])).toEqual({ width: 1024, height: 700 });
});

test('a page that cannot be loaded still gives a window with its menu, unless it is gone by then', async () => {
  system.loadProblem = 'ERR_FAILED';
  const { shell } = await setUp();
  shell.show(null);
  await vi.waitFor(() => expect(last().isVisible()).toBe(true));
  shell.destroy();
  shell.show(null);
  const show = vi.spyOn(last(), 'show');
  shell.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  expect(show).not.toHaveBeenCalled();
});

test('a page that ends while the app ends is not opened anew', async () => {
  const { shell, told } = await setUp();
  shell.show(null);
  shell.endReopening();
  last().webContents.emit('render-process-gone', {}, { reason: 'killed' });
  expect([record.windows.length, last().isGone, told]).toEqual([1, true, ['killed']]);
});

const loaded = () => new Promise((resolve) => setImmediate(resolve));

test('where no window is ever said to be ready, as on Wayland, a loaded page shows it', async () => {
  system.tellsReady = false;
  const { shell, clock } = await setUp();
  shell.show(null);
  await loaded();
  clock.advance(paintGraceMs - 1);
  expect(last().isVisible()).toBe(false);
  clock.advance(1);
  expect(last().isVisible()).toBe(true);
});

test('a window is shown once: closed before its page is ready, it stays closed', async () => {
  system.tellsReady = false;
  const { shell, clock } = await setUp();
  shell.show(null);
  shell.show(null);
  expect(last().isVisible()).toBe(true);
  last().clickClose();
  await loaded();
  clock.advance(paintGraceMs);
  last().emit('ready-to-show');
  expect(last().isVisible()).toBe(false);
});

test('a window that is gone before its page is ready is left alone', async () => {
  system.tellsReady = false;
  const { shell, clock } = await setUp();
  shell.show(null);
  await loaded();
  shell.destroy();
  clock.advance(paintGraceMs);
  expect([last().isGone, clock.pending()]).toEqual([true, []]);
});

test('a page that no longer answers is said, and closing it makes a new one the next time', async () => {
  const { shell, told } = await setUp();
  shell.show(null);
  last().emit('unresponsive');
  last().clickClose();
  expect([told[0], last().isGone]).toEqual(['hung', true]);
  shell.show(null);
  last().emit('unresponsive');
  last().emit('responsive');
  last().clickClose();
  expect([record.windows.length, last().isGone]).toEqual([2, false]);
});

test('a window whose end is said late does not take the next one with it', async () => {
  const { shell } = await setUp();
  shell.show(null);
  const first = last();
  first.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  first.emit('closed');
  shell.show('servers');
  expect(record.windows).toHaveLength(2);
  shell.destroy();
  expect(last().isGone).toBe(true);
});

test('what a resize uncovers follows the look, as long as the window is there', async () => {
  const { shell } = await setUp();
  shell.show(null);
  const light = last().background;
  system.isDark = true;
  nativeTheme.emit('updated');
  expect(last().background).not.toBe(light);
  shell.destroy();
  expect(nativeTheme.listenerCount('updated')).toBe(0);
});
