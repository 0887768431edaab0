/** Listening sockets on macOS, by the tools that come with it. Without special rights they tell of this user's only. */
import type { SocketSource } from './listener.ts';
import { parseLsof, parsePs } from './lsof.ts';
import type { RunTool } from './run-tool.ts';

/** By their full paths: what lies elsewhere under these names is not run. */
const lsof = '/usr/sbin/lsof';
const ps = '/bin/ps';

export function createMacosSource(run: RunTool): SocketSource {
  return {
    // lsof ends with 1 where nothing listens, and where it could not look at everything.
    sockets: async () =>
      parseLsof(await run(lsof, ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fptn'], { mayEndWith: 1 })),
    async processes(pids) {
      const [commands, programs] = await Promise.all([
        run(ps, ['-axww', '-o', 'pid=,ppid=,command=']),
        run(ps, ['-axww', '-o', 'pid=,comm=']),
      ]);
      const all = parsePs(commands, programs);
      return new Map([...all].filter(([pid]) => pids.has(pid)));
    },
  };
}
