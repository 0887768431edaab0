import { EventEmitter } from 'node:events';
import type { ContextBridge, IpcRenderer } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { channels } from '../../shared/bridge.ts';
import type { Bridge } from '../../shared/bridge.ts';

const { window, sent, ipcRenderer } = vi.hoisted(() => ({
  window: Object.create(null) as Record<string, unknown>,
  sent: [] as unknown[][],
  ipcRenderer: { current: null as EventEmitter | null },
}));

vi.mock('electron', () => {
  const ipc = Object.assign(new EventEmitter(), {
    send: (...args: unknown[]) => sent.push(args),
    invoke: (...args: unknown[]) => {
      sent.push(args);
      return Promise.resolve({ result: 'answered' });
    },
  }) satisfies Pick<IpcRenderer, 'send' | 'invoke'>;
  ipcRenderer.current = ipc;
  const contextBridge = {
    exposeInMainWorld(name, value: unknown) {
      window[name] = value;
    },
  } satisfies Pick<ContextBridge, 'exposeInMainWorld'>;
  return { contextBridge, ipcRenderer: ipc };
});

let bridge: Bridge;
beforeEach(async () => {
  vi.resetModules();
  sent.length = 0;
  await import('../../main/preload.ts');
  bridge = window['modeltray'] as Bridge;
});

const receive = (channel: string, message: unknown): unknown =>
  ipcRenderer.current?.emit(channel, {}, message);
const lastId = (): number => (sent.at(-1)?.[1] as { id: number }).id;

test('the page sees the bridge and nothing else', () => {
  expect(Object.keys(window)).toEqual(['modeltray']);
  expect(Object.keys(bridge).sort()).toEqual(['call', 'onOpenPage', 'startJob', 'subscribe']);
});

test('a call asks and passes the answer on', async () => {
  expect(await bridge.call('useModel', { model: 'a' })).toEqual({ result: 'answered' });
  expect(sent).toEqual([[channels.call, { name: 'useModel', input: { model: 'a' } }]]);
});

test('a job gives its events, then its end', async () => {
  const texts: unknown[] = [];
  const job = bridge.startJob('ask', { prompt: 'hi' }, (event) => texts.push(event));
  const id = lastId();
  expect(sent).toEqual([[channels.open, { kind: 'jobs', id, name: 'ask', input: { prompt: 'hi' } }]]);
  receive(channels.stream, { id, event: 'a' });
  receive(channels.stream, { id: id + 1, event: 'of another' });
  receive(channels.stream, { id, end: { result: 'done' } });
  receive(channels.stream, { id, event: 'late' });
  expect(await job.done).toEqual({ result: 'done' });
  expect(texts).toEqual(['a']);
});

test('cancelling a job says so, and its end still comes', async () => {
  const job = bridge.startJob('discover', {}, () => undefined);
  const id = lastId();
  job.cancel();
  expect(sent.at(-1)).toEqual([channels.close, id]);
  receive(channels.stream, { id, end: { error: { code: 'internal', message: 'cancelled' } } });
  expect(await job.done).toMatchObject({ error: { code: 'internal' } });
});

test('a subscription ends when it is told to', () => {
  const states: unknown[] = [];
  const stop = bridge.subscribe('state', (state) => states.push(state));
  const id = lastId();
  expect(sent).toEqual([[channels.open, { kind: 'feeds', id, name: 'state' }]]);
  receive(channels.stream, { id, event: 1 });
  stop();
  receive(channels.stream, { id, event: 2 });
  expect([states, sent.at(-1)]).toEqual([[1], [channels.close, id]]);
});

test('the tray’s wish for a page arrives until nobody listens', () => {
  const wished: unknown[] = [];
  const stop = bridge.onOpenPage((page) => wished.push(page));
  receive(channels.page, 'dbgpt');
  // Whatever it returned would be handed to the page.
  const asked: () => unknown = stop;
  expect(asked()).toBeUndefined();
  receive(channels.page, 'home');
  expect(wished).toEqual(['dbgpt']);
});
