import type { Bridge, Reply } from '../../shared/bridge.ts';
import type { WindowBridge } from '../window-bridge.ts';
import { createFailure } from '../failure.ts';

function unwrap<Result>(reply: Reply<Result>): Result {
  if ('error' in reply) throw createFailure(reply.error.code, reply.error.message);
  return reply.result;
}

/** The window's bridge over the desktop app's IPC, which is never lost while the window lives. */
export function createIpcBridge(ipc: Bridge): WindowBridge {
  return {
    call: (name, input) => ipc.call(name, input).then(unwrap),
    startJob(name, input, onEvent) {
      const running = ipc.startJob(name, input, onEvent);
      let isCancelled = false;
      const done = running.done.then((reply) => {
        if (isCancelled) throw createFailure('cancelled');
        return unwrap(reply);
      });
      const cancel = (): void => {
        isCancelled = true;
        running.cancel();
      };
      return { done, cancel };
    },
    subscribe(feed, listener, onConnection) {
      onConnection('connecting');
      return ipc.subscribe(feed, (event) => {
        onConnection('live');
        listener(event);
      });
    },
    onOpenPage: (listener) => ipc.onOpenPage(listener),
  };
}
