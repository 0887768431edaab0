/** Counts, in this process, sockets that are told to connect and names that are looked up, wherever that comes from. */
import dns from 'node:dns';
import { Socket } from 'node:net';
import { vi } from 'vitest';

export interface Outgoing {
  /** Hosts that a socket was told to connect to, this machine's left out. */
  connected: string[];
  /** Names that were looked up, but for this machine's own. */
  lookedUp: string[];
  restore(): void;
}

const own = new Set(['127.0.0.1', '::1', 'localhost']);

export function countOutgoing(): Outgoing {
  const connected: string[] = [];
  const connect = Reflect.get(Socket.prototype, 'connect');
  Reflect.set(Socket.prototype, 'connect', function counted(this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (!own.has(host)) connected.push(host);
    Reflect.apply(connect, this, args);
    return this;
  });
  const lookups = vi.spyOn(dns, 'lookup');
  return {
    connected,
    get lookedUp() {
      return lookups.mock.calls.map(([name]) => name).filter((name) => !own.has(name));
    },
    restore() {
      lookups.mockRestore();
      Reflect.set(Socket.prototype, 'connect', connect);
    },
  };
}

/** `net.connect` hands over its normalised arguments as one array inside the arguments. */
function hostOf([first, second]: readonly unknown[]): string {
  if (Array.isArray(first)) return hostOf(first);
  const host: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'host') : second;
  return typeof host === 'string' ? host : 'localhost';
}
