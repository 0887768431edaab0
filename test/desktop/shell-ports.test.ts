import { beforeEach, expect, test, vi } from 'vitest';
import { createNotifier } from '../../main/desktop/notifier.ts';
import { createShellPorts } from '../../main/desktop/shell-ports.ts';
import { createTrayActions } from '../../main/desktop/tray-actions.ts';
import type { Api } from '../../shared/api.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { record, resetStandIn, system } from './electron-stand-in.ts';
import { sampleState } from './sample-state.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

const ignore = () => undefined;
const notifier = () => createNotifier({ hasTerminal: false, say: ignore, hasHost: null, onError: ignore });

function setUp() {
  const opened: string[] = [];
  let locale: Locale = 'en';
  const ports = createShellPorts({
    locale: () => locale,
    notifier: notifier(),
    open: () => opened.push('window'),
    loginItem: null,
  });
  return { ports, opened, speak: (next: Locale) => (locale = next) };
}

test('a folder is picked, or the user thinks better of it', async () => {
  const { ports } = setUp();
  expect(await ports.pickFolder?.()).toBeNull();
  system.pickedFolder = '/home/me/dbgpt';
  expect(await ports.pickFolder?.()).toBe('/home/me/dbgpt');
});

test('a path is shown in its folder, never opened', async () => {
  const { ports } = setUp();
  await ports.openPath?.(import.meta.filename);
  expect(record.shownInFolder).toEqual([import.meta.filename]);
  await expect(ports.openPath?.('/no/such/file')).rejects.toMatchObject({ code: 'folder_not_found' });
  expect(record.shownInFolder).toHaveLength(1);
});

test('notifications speak the language of the moment, and a click opens the window', () => {
  const { ports, opened, speak } = setUp();
  ports.notify?.(message('notice.noServer'));
  speak('zh-CN');
  ports.notify?.(message('notice.noServer'));
  expect(record.notifications.map(({ body }) => body)).toEqual([
    'No model server is connected yet. Open ModelTray → Servers.',
    renderMessage('zh-CN', message('notice.noServer')),
  ]);
  record.notifications[0]?.emit('click');
  expect(opened).toEqual(['window']);
});

test('without a login item there is no such capability', () => {
  expect('loginItem' in setUp().ports).toBe(false);
});

function actions(calls: Partial<Api['calls']>) {
  const done: string[] = [];
  const run = createTrayActions({
    api: { calls, jobs: {}, feeds: {} } as Api,
    state: () => sampleState({ locale: 'zh-CN' }),
    copy: (text) => {
      done.push(`copied ${text}`);
      return Promise.resolve();
    },
    open: (page) => done.push(`opened ${page}`),
    quit: () => done.push('quit'),
    notifier: notifier(),
    toFailure: (thrown) => ({ error: { code: 'internal', message: String(thrown) } }),
  });
  return { run, done };
}

test('what the menu can do', async () => {
  const asked: unknown[] = [];
  const answer = (input: unknown): Promise<ReturnType<typeof sampleState>> => {
    asked.push(input);
    return Promise.resolve(sampleState());
  };
  const { run, done } = actions({
    setAlias: answer,
    pinModel: answer,
    updateSettings: answer,
    startProxy: answer,
    stopProxy: answer,
    setStartAtLogin: answer,
    revealLocalKey: () => Promise.resolve({ key: 'mt-123' }),
  });
  await run({ do: 'use-model', ref: { upstream: 'lab', model: 'phi4' } });
  await run({ do: 'use-model', ref: { upstream: 'lab', model: 'phi4' }, alias: 'fast' });
  await run({ do: 'pin', ref: { upstream: 'lab', model: 'phi4' }, on: true });
  await run({ do: 'lock', lock: 'noCloud', on: true });
  await run({ do: 'start' });
  await run({ do: 'stop' });
  await run({ do: 'start-at-login', on: true });
  expect(asked).toEqual([
    { alias: 'active', target: { upstream: 'lab', model: 'phi4' } },
    { alias: 'fast', target: { upstream: 'lab', model: 'phi4' } },
    { ref: { upstream: 'lab', model: 'phi4' }, pinned: true },
    { locks: { noCloud: true } },
    {},
    {},
    { on: true },
  ]);
  await run({ do: 'copy-address' });
  await run({ do: 'copy-key' });
  await run({ do: 'open', page: 'dbgpt' });
  await run({ do: 'quit' });
  expect(done).toEqual(['copied http://127.0.0.1:9999/v1', 'copied mt-123', 'opened dbgpt', 'quit']);
});

test('the last configuration is copied with its key, and nothing is written', async () => {
  const asked: unknown[] = [];
  const { run, done } = actions({
    lastExport: () =>
      Promise.resolve({ for: '0.6', variant: 'docker', models: ['active'], place: 'folder', folder: '/db' }),
    renderExport: (input) => {
      asked.push(input);
      return Promise.resolve({ text: 'PROXY_API_KEY=mt-123' } as Awaited<
        ReturnType<Api['calls']['renderExport']>
      >);
    },
  });
  await run({ do: 'copy-export' });
  expect(asked).toEqual([
    { for: '0.6', variant: 'docker', models: ['active'], withServerKey: false, reveal: true },
  ]);
  expect(done).toEqual(['copied PROXY_API_KEY=mt-123']);
  expect(record.notifications.map(({ body }) => body)).toEqual(['DB-GPT 配置已复制到剪贴板，内含密钥。']);
});

test('before the first choice the copy opens its page', async () => {
  const { run, done } = actions({ lastExport: () => Promise.resolve(null) });
  await run({ do: 'copy-export' });
  expect(done).toEqual(['opened dbgpt']);
});

test('what fails is told', async () => {
  const { run, done } = actions({ stopProxy: () => Promise.reject(new Error('stuck')) });
  await run({ do: 'stop' });
  expect(record.notifications.map(({ body }) => body)).toEqual(['操作未成功：Error: stuck']);
  record.notifications[0]?.emit('click');
  expect(done).toEqual(['opened home']);
});

test.each<[rules: string, proxies: (string | null)[]]>([
  ['DIRECT', [null]],
  ['PROXY 127.0.0.1:7890; DIRECT', ['http://127.0.0.1:7890', null]],
  ['HTTPS proxy.example:8443', ['https://proxy.example:8443']],
  ['SOCKS5 127.0.0.1:7891', ['socks5://127.0.0.1:7891']],
  ['SOCKS5 a:1; PROXY b:2;SOCKS c:3 ; DIRECT', ['socks5://a:1', 'http://b:2', 'socks4a://c:3', null]],
  ['QUIC a:1; socks5 [::1]:2; PROXY', ['socks5://[::1]:2']],
  ['QUIC a:1; FTP b:2', ['quic://a:1']],
  ['', []],
])('the system’s proxies are read from its rules: %s', async (rules, proxies) => {
  const { ports } = setUp();
  system.proxyRules = rules;
  expect(await ports.systemProxy?.('https://api.example/v1')).toEqual(proxies);
});
