import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { insideWsl, isWslPath, wslHome } from '../../../main/dbgpt/detect/wsl-path.ts';
import { networkIn, readWslSetup } from '../../../main/dbgpt/detect/wsl-setup.ts';
import { baseUrlFor } from '../../../main/dbgpt/targets/addresses.ts';

test.each([
  ['\\\\wsl$\\Ubuntu\\home\\me\\DB-GPT', '/home/me/DB-GPT', '\\\\wsl$\\Ubuntu\\home\\me'],
  ['\\\\wsl.localhost\\Ubuntu-22.04\\root\\DB-GPT', '/root/DB-GPT', '\\\\wsl.localhost\\Ubuntu-22.04\\root'],
  ['//wsl.localhost/Debian/home/me', '/home/me', '//wsl.localhost/Debian/home/me'],
  ['\\\\WSL$\\Ubuntu', '/', null],
  ['\\\\wsl$\\Ubuntu\\opt\\DB-GPT', '/opt/DB-GPT', null],
])('%s lies in WSL, there it is %s', (path, inside, home) => {
  expect([isWslPath(path), insideWsl(path), wslHome(path)]).toEqual([true, inside, home]);
});

test.each(['C:\\DB-GPT', '/home/me/DB-GPT', '\\\\server\\wsl$\\x', '\\\\wsl.localhostile\\x\\y'])(
  '%s does not lie in WSL',
  (path) => {
    expect([isWslPath(path), insideWsl(path)]).toEqual([false, path]);
  },
);

test.each([
  ['', 'nat'],
  ['[wsl2]\nmemory=8GB\n', 'nat'],
  ['[wsl2]\r\nnetworkingMode=mirrored\r\n', 'mirrored'],
  ['[wsl2]\nNetworkingMode = "Mirrored"', 'mirrored'],
  ['[wsl2]\n# networkingMode=mirrored\n', 'nat'],
  ['[wsl2]\nnetworkingMode=mirrored\nnetworkingMode=NAT', 'nat'],
])('.wslconfig %j: %s', (text, network) => {
  expect(networkIn(text)).toBe(network);
});

const adapters = () => ({
  Ethernet: [{ family: 'IPv4', address: '192.168.1.2' }],
  'vEthernet (WSL (Hyper-V firewall))': [
    { family: 'IPv6', address: 'fe80::1' },
    { family: 'IPv4', address: '172.20.16.1' },
  ],
});

test('with a network of its own WSL reaches Windows at the adapter’s address, mirrored at 127.0.0.1', async () => {
  const home = await mkdtemp(join(tmpdir(), 'modeltray-wsl-'));
  const seen = async (wanted: 'mirrored' | 'nat' | null): Promise<string> =>
    baseUrlFor({ port: 9999, variant: 'wsl', wsl: await readWslSetup({ home, wanted, adapters }) });
  expect(await seen(null)).toBe('http://172.20.16.1:9999/v1');
  expect(await seen('mirrored')).toBe('http://127.0.0.1:9999/v1');
  await writeFile(join(home, '.wslconfig'), '[wsl2]\nnetworkingMode=mirrored\n');
  expect(await seen(null)).toBe('http://127.0.0.1:9999/v1');
  expect(await seen('nat')).toBe('http://172.20.16.1:9999/v1');
  const without = await readWslSetup({ home, wanted: 'nat', adapters: () => ({}) });
  expect(baseUrlFor({ port: 9999, variant: 'wsl', wsl: without })).toBe('http://127.0.0.1:9999/v1');
});

test('a container knows this machine by its name', () => {
  const wsl = { network: 'nat' as const, hostAddress: null };
  expect(baseUrlFor({ port: 9, variant: 'docker', wsl })).toBe('http://host.docker.internal:9/v1');
});
