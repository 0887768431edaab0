/**
 * Runs in the window before its page, sandboxed: a door with four handles and nothing behind them but messages. Must
 * stay one CommonJS file that requires `electron` alone.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, channels } from '../shared/bridge.ts';
import type { Bridge, CallMessage, OpenMessage, Page, Reply, StreamMessage } from '../shared/bridge.ts';

type Receive = (message: StreamMessage) => void;

const streams = new Map<number, Receive>();
let lastId = 0;

ipcRenderer.on(channels.stream, (_event, message: StreamMessage) => streams.get(message.id)?.(message));

function open(toMessage: (id: number) => OpenMessage, receive: Receive): number {
  lastId += 1;
  streams.set(lastId, receive);
  ipcRenderer.send(channels.open, toMessage(lastId));
  return lastId;
}

function close(id: number): void {
  ipcRenderer.send(channels.close, id);
}

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.call, { name, input } satisfies CallMessage),
  startJob(name, input, onEvent) {
    let cancel = (): void => undefined;
    const done = new Promise<Reply<never>>((resolve) => {
      const id = open(
        (id) => ({ kind: 'jobs', id, name, input }),
        (message) => {
          if ('event' in message) {
            onEvent(message.event as never);
            return;
          }
          streams.delete(message.id);
          resolve(message.end as Reply<never>);
        },
      );
      cancel = () => close(id);
    });
    return { done, cancel };
  },
  subscribe(feed, listener) {
    const id = open(
      (id) => ({ kind: 'feeds', id, name: feed }),
      (message) => {
        if ('event' in message) listener(message.event as never);
      },
    );
    return () => {
      streams.delete(id);
      close(id);
    };
  },
  onOpenPage(listener) {
    const onPage = (_event: unknown, page: Page): void => listener(page);
    ipcRenderer.on(channels.page, onPage);
    // In braces: what this returned would be handed to the page, and `off` returns the door itself.
    return () => {
      ipcRenderer.off(channels.page, onPage);
    };
  },
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
