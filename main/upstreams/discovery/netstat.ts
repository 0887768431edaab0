/** Reads what Windows' `netstat` and `tasklist` print, in whatever language. Pure: text in, facts out. */
import type { ListenerProcess, ListeningSocket } from './listener.ts';
import { normalAddress } from './listener.ts';

/**
 * The listening sockets of `netstat -ano`. Only the word for the state is translated, and some translations have a
 * blank in them: a listener is told by its foreign port, which is 0, and its process id by standing last.
 */
export function parseNetstat(text: string): ListeningSocket[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\s*TCP\s+(\S+):(\d+)\s+\S+:0\s.*?(\d+)\s*$/.exec(line);
    if (found === null) return [];
    const [address = '', port = '', owner = ''] = found.slice(1);
    return [{ address: normalAddress(address), port: Number(port), owner }];
  });
}

/**
 * The processes of `tasklist /FO CSV /NH`, by process id: name and id are the first two columns. Windows tells command
 * lines and parents only by way of PowerShell or WMI, which are slow and show a window's flicker, so both stay unknown.
 */
export function parseTasklist(text: string): ReadonlyMap<string, ListenerProcess> {
  const rows = text.split(/\r?\n/).flatMap((line): [string, ListenerProcess][] => {
    const [, name, pid] = /^"([^"]+)","(\d+)"/.exec(line.trim()) ?? [];
    if (name === undefined || pid === undefined) return [];
    return [[pid, { pid: Number(pid), name, command: null, parentPid: null }]];
  });
  return new Map(rows);
}
