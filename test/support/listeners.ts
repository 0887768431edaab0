/** A table of listeners as a test wants it, in place of the one that this machine's system gives. */
import type { Listener, ListenerTable, ListListeners } from '../../main/upstreams/discovery/listener.ts';

export interface ListenerSketch {
  port: number;
  /** `127.0.0.1` unless told. */
  addresses?: readonly string[];
  /** The name of its process; left out, it is not to be seen. */
  name?: string;
  pid?: number;
  command?: string;
  parentPid?: number;
}

export const noListeners: ListListeners = () => Promise.resolve({ listeners: [], canSeeProcesses: true });

/** The table as it is now: `sketches` may change between two calls. */
export function listing(sketches: readonly ListenerSketch[]): ListListeners {
  return () => Promise.resolve(tableOf(sketches));
}

export function tableOf(sketches: readonly ListenerSketch[]): ListenerTable {
  const listeners = sketches.map(listenerOf);
  return {
    listeners,
    canSeeProcesses: listeners.length === 0 || listeners.some(({ process }) => process !== null),
  };
}

export function listenerOf({ port, addresses = ['127.0.0.1'], name, ...more }: ListenerSketch): Listener {
  if (name === undefined) return { port, addresses, process: null };
  const { pid = 20_000 + (port % 10_000), command = null, parentPid = 1 } = more;
  return { port, addresses, process: { pid, name, command, parentPid } };
}
