import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installPageGuards, registerAppScheme } from '../../main/desktop/guard-contents.ts';
import { createPageHandler, fileFor } from '../../main/desktop/page-files.ts';
import { BrowserWindow, permissions, record, resetStandIn } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

let folder = '';
let pages = '';
beforeEach(async () => {
  resetStandIn();
  folder = await mkdtemp(join(tmpdir(), 'modeltray-pages-'));
  pages = join(folder, 'renderer');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<title>ModelTray</title>');
  await writeFile(join(pages, 'assets', 'main.js'), 'start()');
  await writeFile(join(folder, 'secrets.json'), 'secret');
  await mkdir(join(folder, 'renderer-old'));
  await writeFile(join(folder, 'renderer-old', 'a.js'), 'secret');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET'): Promise<Response> => createPageHandler(pages)({ url, method });

test('pages and files come with their type and the policy', async () => {
  const page = await get('app://modeltray/#/servers');
  expect([page.status, await page.text()]).toEqual([200, '<title>ModelTray</title>']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  const script = await get('app://modeltray/assets/main.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).toBe('start()');
});

test('an unknown page is the program, an unknown file is not there', async () => {
  expect(await (await get('app://modeltray/some/page')).text()).toBe('<title>ModelTray</title>');
  expect((await get('app://modeltray/assets/none.js')).status).toBe(404);
});

test('HEAD has no body, and nothing can be sent', async () => {
  const head = await get('app://modeltray/', 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await get('app://modeltray/', 'POST')).status).toBe(405);
});

test.each([
  'app://modeltray/../secrets.json',
  'app://modeltray/%2e%2e/secrets.json',
  'app://modeltray/..%2fsecrets.json',
  'app://modeltray/assets/..%2f..%2fsecrets.json',
  'app://modeltray/..%5csecrets.json',
  'app://modeltray/..%2frenderer-old/a.js',
  'app://modeltray/%2e%2e%2f%2e%2e%2fetc/host.conf',
  'app://modeltray/assets/main.js%00.html',
  'app://modeltray/C:%2fwindows%2fwin.ini',
  'app://modeltray/%E0%A4%A.js',
  'app://elsewhere/assets/main.js',
  'https://modeltray/assets/main.js',
])('nothing outside the folder: %s', async (url) => {
  const answer = await get(url);
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

test('a path that resolves beside the folder has no file', () => {
  expect(fileFor(pages, 'app://modeltray/..%2fsecrets.json')).toBeNull();
  for (const name of ['..%5csecrets.json', 'main.js%3Astream.js', 'main%00.js']) {
    expect([name, fileFor(pages, `app://modeltray/assets/${name}`)]).toEqual([name, null]);
  }
  expect(fileFor(pages, 'app://modeltray/assets/main.js')).toBe(join(pages, 'assets', 'main.js'));
});

test('the scheme is a secure origin that bypasses no policy', () => {
  registerAppScheme();
  expect(record.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test('the session fetches no dictionary, not even before its first window', () => {
  installPageGuards(pages);
  expect(record.windows).toEqual([]);
  expect(record.spelling).toEqual(['http://127.0.0.1:1/', [], false]);
});

test('every window is kept on its page and opens no other', () => {
  installPageGuards(pages);
  const { webContents } = new BrowserWindow();
  webContents.url = 'app://modeltray/#/home';
  const isPrevented = (name: string, details: object): boolean => {
    const preventDefault = vi.fn();
    webContents.emit(name, { ...details, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  const go = (url: string, isMainFrame = true): boolean =>
    isPrevented('will-frame-navigate', { url, isMainFrame });
  expect(go('https://example.com/')).toBe(true);
  expect(go('app://modeltray/other')).toBe(true);
  expect(go('file:///etc/passwd')).toBe(true);
  expect(go('app://modeltray/', false)).toBe(true);
  expect(go('app://modeltray/#/servers')).toBe(false);
  expect(isPrevented('will-redirect', { url: 'app://modeltray/' })).toBe(true);
  expect(isPrevented('will-attach-webview', {})).toBe(true);
  expect(webContents.openHandler?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
});

test('pages may write to the clipboard and are denied every other permission', () => {
  installPageGuards(pages);
  const check = (
    permission: 'clipboard-sanitized-write' | 'clipboard-read' | 'media',
    origin: string,
  ): unknown => {
    const details = { isMainFrame: true, requestingUrl: origin };
    const answers: boolean[] = [];
    const contents: unknown = new BrowserWindow().webContents;
    permissions.onRequest?.(contents as Electron.WebContents, permission, (is) => answers.push(is), details);
    return [permissions.onCheck?.(null, permission, origin, details), ...answers];
  };
  expect(check('clipboard-sanitized-write', 'app://modeltray/')).toEqual([true, true]);
  expect(check('clipboard-sanitized-write', 'https://example.com/')).toEqual([false, false]);
  expect(check('clipboard-read', 'app://modeltray/')).toEqual([false, false]);
  expect(check('media', 'app://modeltray/')).toEqual([false, false]);
});
