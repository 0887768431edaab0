import { createLinuxSource } from './linux.ts';
import type {
  Listener,
  ListenerProcess,
  ListeningSocket,
  ListenerTable,
  ListListeners,
  SocketSource,
} from './listener.ts';
import { createMacosSource } from './macos.ts';
import { runTool } from './run-tool.ts';
import { createWindowsSource } from './windows.ts';

/** This machine's own listeners, by what its system has for that; see `createListListeners`. */
export function createSystemListeners(): ListListeners {
  if (process.platform === 'linux') return createListListeners(createLinuxSource());
  if (process.platform !== 'win32') return createListListeners(createMacosSource(runTool));
  return createListListeners(createWindowsSource(runTool, process.env.SystemRoot ?? 'C:\\Windows'));
}

/**
 * Lists the listeners of `source`. The processes behind them are asked for only where a socket was not there the time
 * before: a look that finds nothing new costs next to nothing.
 */
export function createListListeners(source: SocketSource): ListListeners {
  let known = new Map<string, ListenerProcess | null>();
  return async () => {
    const sockets = await source.sockets();
    const unseen = sockets.filter((socket) => !known.has(keyOf(socket)));
    const found = await processesOf(source, new Set(unseen.map(({ owner }) => owner)));
    const processes = new Map<string, ListenerProcess | null>();
    for (const socket of sockets) {
      const key = keyOf(socket);
      processes.set(key, known.get(key) ?? found?.get(socket.owner) ?? null);
    }
    // What could not be asked this time is asked again the next.
    if (found !== null) known = processes;
    return tableOf(sockets, processes);
  };
}

/** A process id may be given to another process, but hardly to one that listens on the same port. */
function keyOf({ owner, port }: ListeningSocket): string {
  return `${owner} ${port}`;
}

/** Null where the system does not tell. */
async function processesOf(
  source: SocketSource,
  owners: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ListenerProcess> | null> {
  if (owners.size === 0) return new Map();
  return source.processes(owners).catch(() => null);
}

/** One listener for each port and process. */
function tableOf(
  sockets: readonly ListeningSocket[],
  processes: ReadonlyMap<string, ListenerProcess | null>,
): ListenerTable {
  const listeners = new Map<string, Listener>();
  for (const socket of sockets) {
    const process = processes.get(keyOf(socket)) ?? null;
    const key = `${socket.port} ${process?.pid ?? ''}`;
    const addresses = listeners.get(key)?.addresses ?? [];
    if (!addresses.includes(socket.address)) {
      listeners.set(key, { port: socket.port, addresses: [...addresses, socket.address], process });
    }
  }
  const all = [...listeners.values()];
  return {
    listeners: all,
    canSeeProcesses: all.length === 0 || all.some(({ process }) => process !== null),
  };
}
