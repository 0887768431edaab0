/** What Settings says ModelTray connects to must be all of it. */
import { expect, test } from 'vitest';
import type { AppState } from '../../shared/app-state.ts';
import { connectionsOf } from '../../shared/connections.ts';
import { cloudPresets } from '../../shared/cloud-presets.ts';
import { defaultSettings, upstreamSettingsSchema } from '../../shared/settings.ts';
import type { Settings, UpstreamSettings } from '../../shared/settings.ts';
import { upstreamKinds } from '../../shared/upstream.ts';
import { sampleProxy, sampleState, sampleUpstream } from '../desktop/sample-state.ts';

const server = (slug: string, baseUrl: string, kind: UpstreamSettings['kind'] = 'vllm'): UpstreamSettings =>
  upstreamSettingsSchema.parse({ slug, name: `Server ${slug}`, kind, baseUrl });

function stateWith(
  upstreams: UpstreamSettings[],
  patch: Partial<AppState> = {},
  locks: Partial<Settings['locks']> = {},
): AppState {
  const settings = { ...defaultSettings, upstreams, locks: { ...defaultSettings.locks, ...locks } };
  return sampleState({ settings, upstreams: [], ...patch });
}

const near = server('near', 'http://127.0.0.1:8000');
const nearSix = server('near-six', 'http://[::1]:8000/v1');
const house = server('house', 'http://192.168.1.7:8000/v1');
const far = server('far', 'https://api.example.com/v1', 'openai-compatible');

test('no server that is set can be missing, whatever it is and whatever is known of it', () => {
  const kinds = upstreamKinds.filter((kind) => kind !== 'demo');
  const every = [
    ...kinds.map((kind, at) => server(`k-${at}`, `http://127.0.0.1:${8000 + at}`, kind)),
    ...cloudPresets.map(({ baseUrl }, at) => server(`c-${at}`, baseUrl, 'openai-compatible')),
    // Two at one address are two.
    ...[near, nearSix, house, far, server('again', near.baseUrl)],
  ];
  const partly = [sampleUpstream({ slug: 'near' })];
  for (const upstreams of [[], partly, every.map(({ slug }) => sampleUpstream({ slug }))]) {
    for (const locks of [{}, { onlyThisMachine: true }, { noCloud: true }]) {
      for (const status of ['running', 'stopped'] as const) {
        const state = stateWith(every, { upstreams, proxy: sampleProxy({ status }) }, locks);
        expect(connectionsOf(state).servers.map(({ slug, address }) => [slug, address])).toEqual(
          every.map(({ slug, baseUrl }) => [slug, baseUrl]),
        );
      }
    }
  }
});

test('only servers of this machine are watched; a lock is said where it holds', () => {
  const askedWith = (locks: Partial<Settings['locks']>): string[] =>
    connectionsOf(stateWith([near, nearSix, house, far], {}, locks)).servers.map(({ asked }) => asked);
  expect(askedWith({})).toEqual(['watched', 'watched', 'on-use', 'on-use']);
  expect(askedWith({ noCloud: true })).toEqual(['watched', 'watched', 'on-use', 'locked']);
  expect(askedWith({ onlyThisMachine: true })).toEqual(['watched', 'watched', 'locked', 'locked']);
});

test('a location that is known better than by its address is the one that is told', () => {
  const upstreams = [sampleUpstream({ slug: 'near', location: 'unknown' })];
  const [open] = connectionsOf(stateWith([near], { upstreams })).servers;
  expect([open?.location, open?.asked]).toEqual(['unknown', 'watched']);
  const [locked] = connectionsOf(stateWith([near], { upstreams }, { noCloud: true })).servers;
  expect(locked?.asked).toBe('locked');
});

test('the demo is told of as what it is', () => {
  const demo = sampleUpstream({ slug: 'demo', kind: 'demo', baseUrl: 'http://127.0.0.1:4321' });
  const { servers } = connectionsOf(stateWith([near], { upstreams: [demo] }));
  expect(servers.map(({ slug, asked }) => [slug, asked])).toEqual([
    ['near', 'watched'],
    ['demo', 'inside'],
  ]);
});

test('where it listens: what is bound, and nothing while it does not run', () => {
  const listeners = ['127.0.0.1:9999', '172.17.0.1:9999'];
  const panelUrl = 'http://127.0.0.1:9998';
  const running = connectionsOf(stateWith([], { proxy: sampleProxy({ listeners }), panelUrl }));
  expect([running.proxy, running.panel]).toEqual([listeners, panelUrl]);
  const stopped = stateWith([], { proxy: sampleProxy({ status: 'stopped', listeners: [] }) });
  expect([connectionsOf(stopped).proxy, connectionsOf(stopped).panel]).toEqual([[], null]);
  expect(connectionsOf(stopped).dbgpt).toBe('127.0.0.1:5670');
});

test('the proxy for cloud servers is told of where a server takes that way', () => {
  const through = (
    cloudProxy: Settings['cloudProxy'],
    upstreams: UpstreamSettings[],
    locks: Partial<Settings['locks']> = {},
  ) => {
    const state = stateWith(upstreams, {}, locks);
    return connectionsOf({ ...state, settings: { ...state.settings, cloudProxy } }).cloudProxy;
  };
  const named: Settings['cloudProxy'] = { mode: 'address', address: 'http://127.0.0.1:7890' };
  expect(through(named, [near, far])).toEqual({ address: 'http://127.0.0.1:7890' });
  expect(through({ mode: 'system', address: null }, [far])).toEqual({ address: null });
  expect(through({ mode: 'none', address: null }, [far])).toBeNull();
  expect(through(named, [near, house])).toBeNull();
  expect(through(named, [far], { noCloud: true })).toBeNull();
});
