/** What a shell's environment says, read as curl, Python and Go read it. */
import { afterEach, expect, test, vi } from 'vitest';
import { proxyOfEnvironment } from '../../main/net/system-proxy.ts';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];
afterEach(() => vi.unstubAllEnvs());

function withEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of names.flatMap((one) => [one, one.toLowerCase()])) vi.stubEnv(name, env[name] ?? '');
}

test.each([
  [{}, null],
  [{ ALL_PROXY: 'socks5://127.0.0.1:7890' }, 'socks5://127.0.0.1:7890'],
  [{ all_proxy: 'socks5h://me:secret@127.0.0.1:7890' }, 'socks5h://me:secret@127.0.0.1:7890'],
  [{ ALL_PROXY: 'socks5://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:2' }, 'http://127.0.0.1:2'],
  [{ ALL_PROXY: 'socks5://127.0.0.1:1', NO_PROXY: '.example.com' }, null],
  [{ ALL_PROXY: 'socks5://127.0.0.1:1', NO_PROXY: '*' }, null],
  [{ ALL_PROXY: 'socks5://127.0.0.1:1', NO_PROXY: 'other.test' }, 'socks5://127.0.0.1:1'],
  [{ HTTPS_PROXY: '127.0.0.1:7890' }, 'http://127.0.0.1:7890'],
  [{ ALL_PROXY: '127.0.0.1:7890' }, 'http://127.0.0.1:7890'],
  [{ HTTPS_PROXY: 'https://127.0.0.1:7890' }, 'https://127.0.0.1:7890'],
] as const)('%o', (env, proxy) => {
  withEnvironment(env);
  expect(proxyOfEnvironment('https://api.example.com')).toBe(proxy);
});
