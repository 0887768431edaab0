/** What the system's notifications tell of, and how seldom. */
import { expect, test } from 'vitest';
import { createNotifications, failureOf } from '../../main/core/notifications.ts';
import type { Notifications } from '../../main/core/notifications.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { chat } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { buildRow } from '../support/request-rows.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const hourMs = 3_600_000;

const down = (servers: string): Message => message('error.no_upstream.down', { servers });
const failed = (error: Message, more: Partial<RequestRow> = {}): RequestRow =>
  buildRow('r', { outcome: 'failed', status: 503, location: null, error, ...more });
const cloudAnswer = buildRow('c', { upstream: 'far', model: 'big', location: 'cloud' });
const tooLate = message('error.upstream_timeout', { upstream: 'a', seconds: 5 });

interface Stage {
  notifications: Notifications;
  clock: FakeClock;
  told: Message[];
  remembered: () => number;
  set: (change: Partial<Settings['notifications']>) => void;
}

/** `canRemember: false` is a settings file that cannot be written. */
function stageOf(change: Partial<Settings['notifications']> = {}, canRemember = true): Stage {
  const clock = createFakeClock();
  const told: Message[] = [];
  let settings = { ...defaultSettings.notifications, ...change };
  let remembered = 0;
  const notifications = createNotifications({
    clock,
    settings: () => settings,
    nameOf: (slug) => `Server ${slug}`,
    tell: (text) => told.push(text),
    rememberCloud() {
      remembered += 1;
      if (canRemember) settings = { ...settings, cloudWasUsed: true };
    },
  });
  const set: Stage['set'] = (next) => (settings = { ...settings, ...next });
  return { notifications, clock, told, remembered: () => remembered, set };
}

test('a request without a server is told of once per server and hour', () => {
  const { notifications, clock, told } = stageOf();
  notifications.takeRequest(failed(down('Ollama'), { upstream: 'ollama' }));
  notifications.takeRequest(failed(down('Ollama'), { upstream: 'ollama' }));
  notifications.takeRequest(failed(down('vLLM'), { upstream: 'vllm' }));
  expect(told).toEqual([down('Ollama'), down('vLLM')]);
  clock.advance(hourMs - 1);
  notifications.takeRequest(failed(down('Ollama'), { upstream: 'ollama' }));
  expect(told).toHaveLength(2);
  clock.advance(1);
  notifications.takeRequest(failed(down('Ollama'), { upstream: 'ollama' }));
  expect(told).toHaveLength(3);
});

test('where no server was asked, the missing ones tell the matters apart', () => {
  const { notifications, told } = stageOf();
  for (const servers of ['Ollama', 'vLLM', 'Ollama']) {
    notifications.takeRequest(failed(down(servers), { upstream: null }));
  }
  notifications.takeRequest(failed(message('error.no_upstream'), { upstream: null }));
  expect(told).toEqual([down('Ollama'), down('vLLM'), message('error.no_upstream')]);
});

test.each<[string, Partial<RequestRow>, ReturnType<typeof failureOf>]>([
  ['no server is connected', { error: message('error.no_upstream') }, 'noServer'],
  ['a lock forbids each', { error: { key: 'error.no_upstream.locked' } }, 'noServer'],
  ['the server refused', { status: 502, error: { key: 'error.upstream_unreachable' } }, 'noServer'],
  ['it took too long', { status: 504, error: tooLate }, 'requestFailed'],
  ['it broke off after its headers', { status: 200, error: tooLate }, 'requestFailed'],
  ['its queue was full', { status: 429, error: { key: 'error.queue_full' } }, 'requestFailed'],
  ['the key was wrong', { status: 401, error: message('error.invalid_api_key') }, null],
  ['ModelTray is stopping', { error: message('error.stopping') }, null],
  ['the client left', { outcome: 'cancelled', status: 499 }, null],
  ['it was answered', { outcome: 'answered', status: 200 }, null],
])('%s', (_what, row, kind) => {
  expect(failureOf(buildRow('r', { outcome: 'failed', status: 503, ...row }))).toBe(kind);
});

test('by default nothing else is told', () => {
  const { notifications, told } = stageOf();
  notifications.takeRequest(buildRow('r'));
  notifications.takeRequest(failed(tooLate, { status: 504 }));
  notifications.takeHealth('a', 'unreachable');
  notifications.takeHealth('a', 'healthy');
  expect(told).toEqual([]);
});

test('what is switched off is not told, and counts for nothing once it is on', () => {
  const { notifications, told, set } = stageOf({ noServer: false });
  notifications.takeRequest(failed(down('Ollama')));
  expect(told).toEqual([]);
  set({ noServer: true });
  notifications.takeRequest(failed(down('Ollama')));
  expect(told).toHaveLength(1);
});

test('other failures, where they are wanted, once per server and ten minutes', () => {
  const { notifications, clock, told } = stageOf({ requestFailed: true });
  const late = failed(tooLate, { status: 504 });
  notifications.takeRequest(late);
  clock.advance(600_000 - 1);
  notifications.takeRequest(late);
  expect(told).toEqual([tooLate]);
  clock.advance(1);
  notifications.takeRequest(late);
  expect(told).toHaveLength(2);
});

test('the first cloud answer is told of once ever', () => {
  const { notifications, clock, told, remembered } = stageOf();
  notifications.takeRequest(cloudAnswer);
  clock.advance(24 * hourMs);
  notifications.takeRequest(cloudAnswer);
  expect(told).toEqual([message('notify.firstCloud', { model: 'big', server: 'Server far' })]);
  expect(remembered()).toBe(1);
  const later = stageOf({ cloudWasUsed: true });
  later.notifications.takeRequest(cloudAnswer);
  expect([later.told, later.remembered()]).toEqual([[], 0]);
});

test('the first time does not come again where it cannot be stored, nor where it was not wanted', () => {
  const unwritable = stageOf({}, false);
  unwritable.notifications.takeRequest(cloudAnswer);
  unwritable.notifications.takeRequest(cloudAnswer);
  expect(unwritable.told).toHaveLength(1);
  const unwanted = stageOf({ firstCloud: false });
  unwanted.notifications.takeRequest(cloudAnswer);
  unwanted.set({ firstCloud: true });
  unwanted.notifications.takeRequest(cloudAnswer);
  expect([unwanted.told, unwanted.remembered()]).toEqual([[], 1]);
});

test('an answer from this machine, the network or who knows where is no cloud use', () => {
  const { notifications, told, remembered } = stageOf();
  for (const location of ['this-machine', 'private-network', 'unknown'] as const) {
    notifications.takeRequest(buildRow('r', { location }));
  }
  expect([told, remembered()]).toEqual([[], 0]);
});

test('a server that was used goes away and comes back; one that never answered is not missed', () => {
  const { notifications, told } = stageOf({ serverDown: true, serverBack: true });
  notifications.takeRequest(buildRow('r', { upstream: 'used' }));
  for (const slug of ['used', 'never']) {
    notifications.takeHealth(slug, 'unreachable');
    notifications.takeHealth(slug, 'healthy');
  }
  expect(told).toEqual([
    message('notify.serverDown', { server: 'Server used' }),
    message('notify.serverBack', { server: 'Server used' }),
  ]);
});

test('a server that comes and goes is told of once an hour', () => {
  const { notifications, clock, told } = stageOf({ serverDown: true, serverBack: true });
  notifications.takeRequest(buildRow('r', { upstream: 'used' }));
  for (let minute = 0; minute <= 60; minute += 1) {
    notifications.takeHealth('used', 'unreachable');
    notifications.takeHealth('used', 'healthy');
    clock.advance(60_000);
  }
  expect(told).toHaveLength(4);
});

test('the core tells of a real request that no server answers, and a shell without notifications shows none', async () => {
  const told: Message[] = [];
  for (const shellPorts of [{ notify: (text: Message) => void told.push(text) }, {}]) {
    const fake = await scope.fake({ mark: 'alpha' });
    const running = await scope.core({ upstreams: [fake], shellPorts });
    await fake.close();
    const reply = await chat(running);
    expect([502, 503]).toContain(reply.status);
    await chat(running);
    expect(running.core.state().capabilities.notify).toBe('notify' in shellPorts);
  }
  expect(told.map(({ key }) => failureOf(failed({ key })))).toEqual(['noServer']);
});
