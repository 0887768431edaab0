import { expect, test } from 'vitest';
import { classifyEdit } from '../../main/settings/classify-edit.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';

const server = {
  slug: 'a',
  name: 'A',
  kind: 'openai-compatible',
  baseUrl: 'https://a.example.com/v1',
} as const;
const withProxy = (proxy: Partial<Settings['proxy']>): Settings => ({
  ...defaultSettings,
  proxy: { ...defaultSettings.proxy, ...proxy },
});
const withLocks = (locks: Partial<Settings['locks']>): Settings => ({
  ...defaultSettings,
  locks: { ...defaultSettings.locks, ...locks },
});
const withServer = (baseUrl: string): Settings => ({
  ...defaultSettings,
  upstreams: [{ ...server, baseUrl }],
});

const through = (address: string): Settings => ({
  ...defaultSettings,
  cloudProxy: { mode: 'address', address },
});
const withSync = (syncOut: Settings['dbgpt']['syncOut']): Settings => ({
  ...defaultSettings,
  dbgpt: { ...defaultSettings.dbgpt, syncOut },
});

const opening: [string, Settings, Settings][] = [
  ['proxy.listen', withProxy({ listen: 'loopback' }), withProxy({ listen: 'docker' })],
  ['proxy.listen', withProxy({ listen: 'docker' }), withProxy({ listen: 'all' })],
  [
    'proxy.dockerAddress',
    withProxy({ listen: 'docker' }),
    withProxy({ listen: 'docker', dockerAddress: '0.0.0.0' }),
  ],
  ['proxy.requireKey', withProxy({ requireKey: 'always' }), withProxy({ requireKey: 'cloud' })],
  ['proxy.allowedHosts', withProxy({ allowedHosts: ['x'] }), withProxy({ allowedHosts: ['y'] })],
  ['proxy.allowedOrigins', withProxy({}), withProxy({ allowedOrigins: ['http://evil.test'] })],
  ['locks.noCloud', withLocks({ noCloud: true }), withLocks({})],
  ['locks.onlyThisMachine', withLocks({ onlyThisMachine: true }), withLocks({})],
  ['cloudProxy.address', defaultSettings, through('http://10.0.0.2:3128')],
  ['dbgpt.syncOut', withSync('review'), withSync('write')],
  ['upstreams.a.baseUrl', withServer('https://a.example.com/v1'), withServer('https://b.example.com/v1')],
];

test.each(opening)('%s widens, and its opposite does not', (field, before, after) => {
  expect(classifyEdit(before, after).widens).toEqual([field]);
  const back = classifyEdit(after, before).widens;
  expect(back).toEqual(
    ['proxy.allowedHosts', 'upstreams.a.baseUrl', 'proxy.dockerAddress'].includes(field) ? [field] : [],
  );
});

const harmless: [string, Settings, Settings][] = [
  ['nothing', defaultSettings, defaultSettings],
  ['a port', defaultSettings, withProxy({ port: 9000 })],
  ['a docker address that is not used', defaultSettings, withProxy({ dockerAddress: '172.17.0.1' })],
  ['a host taken out', withProxy({ allowedHosts: ['x', 'y'] }), withProxy({ allowedHosts: ['y'] })],
  ['a new server', defaultSettings, withServer('https://a.example.com/v1')],
  ['a proxy that is named no more', through('http://10.0.0.2:3128'), defaultSettings],
  ['a file that is asked about', withSync('off'), withSync('review')],
  ['a path', withServer('https://a.example.com/v1'), withServer('https://a.example.com:443/v2')],
];

test.each(harmless)('%s does not widen', (_name, before, after) => {
  expect(classifyEdit(before, after).widens).toEqual([]);
});

test('the address of a server without a stored key is free', () => {
  const before = withServer('https://a.example.com/v1');
  const after = withServer('https://b.example.com/v1');
  expect(classifyEdit(before, after, () => false).widens).toEqual([]);
});
