import { expect, test } from 'vitest';
import { createCloudProxy } from '../../main/core/cloud-proxy.ts';
import type { CloudProxy } from '../../shared/preferences.ts';

test('none, the system’s, or the one that the user named, asked for each connection', async () => {
  let wanted: CloudProxy = { mode: 'none', address: 'http://127.0.0.1:1' };
  const asked: string[] = [];
  const proxyFor = createCloudProxy(
    () => wanted,
    (url) => {
      asked.push(url);
      return Promise.resolve(['http://127.0.0.1:7890', null]);
    },
  );
  const url = 'https://api.example';
  expect(await proxyFor(url)).toEqual([null]);
  wanted = { mode: 'system', address: null };
  expect(await proxyFor(url)).toEqual(['http://127.0.0.1:7890', null]);
  wanted = { mode: 'address', address: 'http://10.0.0.2:3128' };
  expect(await proxyFor(url)).toEqual(['http://10.0.0.2:3128']);
  expect(asked).toEqual([url]);
});
