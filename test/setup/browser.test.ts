import { expect, test } from 'vitest';
import { browserPaths, chooseBrowser, mayUseApt } from '../../scripts/test/browser.mjs';
import type { BrowserSteps } from '../../scripts/test/browser.mjs';

interface Machine {
  env?: Record<string, string>;
  installed?: string[];
  isCached?: boolean;
  /** What opens a page; `own` is Playwright's. */
  opening?: string[];
  apt?: 'installs' | 'fails' | 'unusable';
  download?: 'works' | 'fails';
}

/** A machine whose steps note what was done; an installation makes a browser appear, as it would. */
function machine(facts: Machine) {
  const done: string[] = [];
  const installed = [...(facts.installed ?? [])];
  const opening = new Set(facts.opening ?? []);
  const steps: BrowserSteps = {
    env: facts.env ?? {},
    installed: () => installed,
    cached: () => facts.isCached ?? false,
    canUseApt: () => (facts.apt ?? 'unusable') !== 'unusable',
    opens: (path) => {
      done.push(`open ${path ?? 'own'}`);
      return Promise.resolve(opening.has(path ?? 'own'));
    },
    installByApt: () => {
      done.push('apt');
      if (facts.apt === 'fails') return Promise.resolve('ended with 100');
      installed.push('/usr/bin/chromium');
      opening.add('/usr/bin/chromium');
      return Promise.resolve(null);
    },
    downloadByPlaywright: () => {
      done.push('download');
      if (facts.download !== 'works') return Promise.resolve('stopped after 240 s');
      opening.add('own');
      return Promise.resolve(null);
    },
    log: (line) => done.push(`say ${line.slice(0, 18)}`),
  };
  return { steps, done };
}

test('a named browser is used, and nothing else is looked at', async () => {
  const { steps, done } = machine({
    env: { MODELTRAY_CHROMIUM: '/c' },
    installed: ['/x'],
    opening: ['/c', '/x'],
  });
  expect(await chooseBrowser(steps)).toEqual({ kind: 'found', path: '/c', source: 'MODELTRAY_CHROMIUM' });
  expect(done).toEqual(['open /c']);
});

test('a named browser that does not work is said, and the next step is taken', async () => {
  const { steps, done } = machine({ env: { MODELTRAY_CHROMIUM: '/c' }, installed: ['/x'], opening: ['/x'] });
  expect(await chooseBrowser(steps)).toMatchObject({ kind: 'found', path: '/x' });
  expect(done).toEqual(['open /c', 'say MODELTRAY_CHROMIUM', 'open /x']);
});

test('the first installed one that opens a page wins, before the cache', async () => {
  const { steps, done } = machine({
    installed: ['/snap-stub', '/chrome'],
    opening: ['/chrome', 'own'],
    isCached: true,
  });
  expect(await chooseBrowser(steps)).toMatchObject({ kind: 'found', path: '/chrome' });
  expect(done.filter((step) => step.startsWith('open'))).toEqual(['open /snap-stub', 'open /chrome']);
});

test("Playwright's cache comes next, and is not opened where it is empty", async () => {
  const cached = machine({ isCached: true, opening: ['own'], apt: 'installs' });
  expect(await chooseBrowser(cached.steps)).toMatchObject({ kind: 'found', path: null });
  expect(cached.done).toEqual(['open own']);
  const empty = machine({ apt: 'installs' });
  await chooseBrowser(empty.steps);
  expect(empty.done[0]).toBe('say No browser here. A');
});

test('apt is announced, then used, then its browser is tried', async () => {
  const { steps, done } = machine({ apt: 'installs' });
  expect(await chooseBrowser(steps)).toMatchObject({ kind: 'found', path: '/usr/bin/chromium' });
  expect(done).toEqual(['say No browser here. A', 'apt', 'open /usr/bin/chromium']);
});

test("when apt fails Playwright's own download is tried", async () => {
  const { steps, done } = machine({ apt: 'fails', download: 'works' });
  expect(await chooseBrowser(steps)).toMatchObject({
    kind: 'found',
    path: null,
    source: "Playwright's download",
  });
  expect(done.filter((step) => !step.startsWith('say'))).toEqual(['apt', 'download', 'open own']);
});

test('with nothing working the answer says why and what to run', async () => {
  const root = machine({ apt: 'fails' });
  expect(await chooseBrowser(root.steps)).toEqual({
    kind: 'none',
    reason: 'no Chromium, Chrome or Edge (apt-get: ended with 100; Playwright: stopped after 240 s)',
    command: 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk',
  });
  const user = machine({});
  const choice = await chooseBrowser(user.steps);
  expect(choice).toHaveProperty('command', expect.stringContaining('playwright install'));
  expect(user.done).not.toContain('apt');
});

test('apt only as root, on Debian or Ubuntu, in a container or CI', () => {
  const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n';
  const ok = { platform: 'linux', isRoot: true, osRelease: debian, isContainer: true, isCi: false } as const;
  expect(mayUseApt(ok)).toBe(true);
  expect(mayUseApt({ ...ok, osRelease: 'ID=linuxmint\nID_LIKE="ubuntu debian"\n' })).toBe(true);
  expect(mayUseApt({ ...ok, isContainer: false, isCi: true })).toBe(true);
  expect(mayUseApt({ ...ok, isContainer: false })).toBe(false);
  expect(mayUseApt({ ...ok, isRoot: false })).toBe(false);
  expect(mayUseApt({ ...ok, osRelease: 'ID=fedora\n' })).toBe(false);
  expect(mayUseApt({ ...ok, platform: 'darwin' })).toBe(false);
});

test('Chromium is looked for before Chrome and Edge on every system', () => {
  expect(browserPaths('linux', { PATH: '/a:/b' }).slice(0, 3)).toEqual([
    '/a/chromium',
    '/b/chromium',
    '/a/chromium-browser',
  ]);
  expect(browserPaths('darwin', {})[0]).toBe('/Applications/Chromium.app/Contents/MacOS/Chromium');
  const windows = browserPaths('win32', { PROGRAMFILES: 'C:\\P' });
  expect(windows).toContain('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe');
});
