/** Listening sockets on Windows, by two tools that come with it and start at once; never PowerShell. */
import { win32 } from 'node:path';
import type { SocketSource } from './listener.ts';
import { parseNetstat, parseTasklist } from './netstat.ts';
import type { RunTool } from './run-tool.ts';

/** `systemRoot` as in the environment, `C:\Windows`. */
export function createWindowsSource(run: RunTool, systemRoot: string): SocketSource {
  // By its full path: Windows would look in the working directory first.
  const tool = (name: string): string => win32.join(systemRoot, 'System32', name);
  return {
    async sockets() {
      const tables = await Promise.all([
        run(tool('netstat.exe'), ['-ano', '-p', 'TCP']),
        // Fails where IPv6 is switched off.
        run(tool('netstat.exe'), ['-ano', '-p', 'TCPv6']).catch(() => ''),
      ]);
      return tables.flatMap(parseNetstat);
    },
    async processes(pids) {
      const all = parseTasklist(await run(tool('tasklist.exe'), ['/FO', 'CSV', '/NH']));
      return new Map([...all].filter(([pid]) => pids.has(pid)));
    },
  };
}
