/** Reads what `lsof -F` and `ps` print. Pure: text in, facts out. */
import type { ListenerProcess, ListeningSocket } from './listener.ts';
import { normalAddress, programName } from './listener.ts';

/**
 * The sockets of `lsof -nP -iTCP -sTCP:LISTEN -Fptn`: a line per field, its letter first (lsof(8), "Output for other
 * programs"). `p` begins a process, `f` a file, `t` tells the family, `n` the address. The owner is the process id.
 */
export function parseLsof(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  let owner = '';
  let family = '';
  for (const line of text.split(/\r?\n/)) {
    const value = line.slice(1);
    if (line.startsWith('p')) owner = value;
    else if (line.startsWith('t')) family = value;
    else if (line.startsWith('n')) {
      const found = /^(.*):(\d+)(?: \(LISTEN\))?$/.exec(value);
      if (found === null || owner === '') continue;
      sockets.push({ address: addressOf(found[1] ?? '', family), port: Number(found[2]), owner });
    }
  }
  return sockets;
}

function addressOf(text: string, family: string): string {
  if (text !== '*') return normalAddress(text);
  return family === 'IPv6' ? '::' : '0.0.0.0';
}

/**
 * The processes of two listings by ps(1), by process id: `ps -axww -o pid=,ppid=,command=` and `ps -axww -o pid=,comm=`.
 * Two, because ps on macOS cuts a program's path at 16 characters unless it is the last column.
 */
export function parsePs(commands: string, programs: string): ReadonlyMap<string, ListenerProcess> {
  const names = new Map(
    rowsOf(programs, /^\s*(\d+)\s+(.*\S)\s*$/).map(([pid = '', path = '']) => [pid, programName(path)]),
  );
  const processes = rowsOf(commands, /^\s*(\d+)\s+(\d+)\s+(.*\S)\s*$/).map(
    ([pid = '', parent = '', command = '']): [string, ListenerProcess] => {
      const name = names.get(pid) ?? programName(command.split(' ')[0] ?? '');
      return [pid, { pid: Number(pid), name, command, parentPid: Number(parent) }];
    },
  );
  return new Map(processes);
}

function rowsOf(text: string, pattern: RegExp): string[][] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = pattern.exec(line);
    return found === null ? [] : [found.slice(1)];
  });
}
