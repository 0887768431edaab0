import { expect, test } from 'vitest';
import { cloudProxySchema } from '../../shared/preferences.ts';
import { flawOfProxyAddress } from '../../shared/proxy-address.ts';

test.each([
  'http://127.0.0.1:7890',
  ' https://proxy.example ',
  'socks5://127.0.0.1:7891',
  'SOCKS5H://localhost:1080/',
  'socks4a://[::1]:1080',
  'socks://10.0.0.2:1080',
])('%s is kept', (address) => {
  expect(flawOfProxyAddress(address)).toBeNull();
  expect(cloudProxySchema.safeParse({ mode: 'address', address }).success).toBe(true);
});

test.each([
  ['', 'form'],
  ['127.0.0.1:7890', 'form'],
  ['socks5:127.0.0.1:7890', 'form'],
  ['socks5://', 'form'],
  ['socks5://127.0.0.1:0', 'form'],
  ['socks5://127.0.0.1:65536', 'form'],
  ['socks5://127.0.0.1:x', 'form'],
  ['socks5://::1:1080', 'form'],
  ['socks5://127.0.0.1:1080/path', 'form'],
  ['socks5://two words:1080', 'form'],
  ['ss://127.0.0.1:8388', 'scheme'],
  ['quic://127.0.0.1:443', 'scheme'],
  ['socks5://me:secret@127.0.0.1:7891', 'login'],
  ['http://me@127.0.0.1:7890', 'login'],
] as const)('%s is refused for its %s', (address, flaw) => {
  expect(flawOfProxyAddress(address)).toBe(flaw);
  expect(cloudProxySchema.safeParse({ mode: 'address', address }).success).toBe(false);
});
