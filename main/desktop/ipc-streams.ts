import type { WebContents } from 'electron';
import { channels } from '../../shared/bridge.ts';
import type { Reply, StreamMessage } from '../../shared/bridge.ts';

/** Runs one stream: gives events to `emit` until it is done or `signal` aborts. `undefined`: it has no end of its own. */
export type Carrier = (emit: (event: unknown) => void, signal: AbortSignal) => Promise<unknown>;

export interface IpcStreams {
  open(contents: WebContents, id: number, carrier: Carrier): void;
  close(contents: WebContents, id: number): void;
  closeAll(): void;
}

/** The streams of every window; they end with the page that opened them. */
export function createIpcStreams(toFailure: (thrown: unknown) => Reply<never>): IpcStreams {
  const pages = new Map<WebContents, Map<number, AbortController>>();

  const streamsOf = (contents: WebContents): Map<number, AbortController> => {
    const known = pages.get(contents);
    if (known !== undefined) return known;
    const streams = new Map<number, AbortController>();
    pages.set(contents, streams);
    onPageGone(contents, () => abortAll(streams));
    contents.once('destroyed', () => pages.delete(contents));
    return streams;
  };

  return {
    open(contents, id, carrier) {
      const streams = streamsOf(contents);
      if (streams.has(id)) return;
      const controller = new AbortController();
      streams.set(id, controller);
      const send = (message: StreamMessage): void => {
        if (streams.get(id) === controller && !contents.isDestroyed()) {
          contents.send(channels.stream, message);
        }
      };
      const end = (reply: Reply<unknown>): void => {
        send({ id, end: reply });
        if (streams.get(id) === controller) streams.delete(id);
      };
      carrier((event) => send({ id, event }), controller.signal).then(
        (result) => (result === undefined ? undefined : end({ result })),
        (error: unknown) => end(toFailure(error)),
      );
    },
    // The stream stays listed: a cancelled job still has its end to tell.
    close: (contents, id) => pages.get(contents)?.get(id)?.abort(),
    closeAll: () => pages.forEach(abortAll),
  };
}

function abortAll(streams: Map<number, AbortController>): void {
  const controllers = [...streams.values()];
  streams.clear();
  for (const controller of controllers) controller.abort();
}

/** Calls whenever the page that `contents` shows is gone: reloaded, crashed or closed. */
function onPageGone(contents: WebContents, callback: () => void): void {
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) callback();
  });
  contents.on('render-process-gone', callback);
  contents.once('destroyed', callback);
}
