/** The listening TCP sockets of this machine, as its system tells of them. Nothing here sends anything. */
import type { ProcessInfo } from '../detect-kind.ts';

export interface ListenerProcess extends ProcessInfo {
  /** Null where the system tells it to nobody, or not quietly (Windows). */
  parentPid: number | null;
}

/** One process that listens on one port, whatever number of addresses it does so at. */
export interface Listener {
  port: number;
  /** Bare addresses, `127.0.0.1`, `::1`; `0.0.0.0` and `::` mean all of a family. */
  addresses: readonly string[];
  /** Null where this user may not see it. */
  process: ListenerProcess | null;
}

export interface ListenerTable {
  listeners: readonly Listener[];
  /** False where the system names no process at all. */
  canSeeProcesses: boolean;
}

/** Lists them anew. Rejects where the system's own tool is missing, fails or takes too long. */
export type ListListeners = () => Promise<ListenerTable>;

/** One socket; `owner` is what its system knows the holder by: an inode on Linux, a process id elsewhere. */
export interface ListeningSocket {
  address: string;
  port: number;
  owner: string;
}

/** What one operating system tells, and what it costs: sockets are cheap to list, the processes behind them are not. */
export interface SocketSource {
  sockets(): Promise<ListeningSocket[]>;
  /** Those of the owners that this user may see. */
  processes(owners: ReadonlySet<string>): Promise<ReadonlyMap<string, ListenerProcess>>;
}

/** True if it takes connections to 127.0.0.1 or [::1]. */
export function isOnLoopback({ addresses }: Listener): boolean {
  return addresses.some((address) => /^(127\.|0\.0\.0\.0$|::1?$)/.test(address));
}

/** The one spelling of an address; an IPv4 one that is written as IPv6 is IPv4. */
export function normalAddress(text: string): string {
  const [bare = '', zone] = text.replace(/^\[|\]$/g, '').split('%');
  if (!bare.includes(':')) return bare;
  const url = `http://[${bare}]`;
  if (!URL.canParse(url)) return text;
  const address = new URL(url).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return zone === undefined ? address : `${address}%${zone}`;
  const [high, low] = [parseInt(mapped[1] ?? '', 16), parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The last part of a program's path, of either system's spelling. */
export function programName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
