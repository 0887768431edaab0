/** Listening sockets on Linux: files under `/proc` and no program. Processes of other users stay unseen. */
import { readFile, readdir, readlink } from 'node:fs/promises';
import type { ListenerProcess, SocketSource } from './listener.ts';
import { parseProcNetTcp, processOf, socketInode } from './proc-net.ts';

export function createLinuxSource(): SocketSource {
  return {
    async sockets() {
      const tables = await Promise.all([
        readFile('/proc/net/tcp', 'utf8'),
        // Absent where IPv6 is switched off.
        readFile('/proc/net/tcp6', 'utf8').catch(() => ''),
      ]);
      return tables.flatMap(parseProcNetTcp);
    },
    async processes(inodes) {
      const found = new Map<string, ListenerProcess>();
      // In the order of their start: a socket that children inherited is their parent's.
      const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
      for (const pid of pids.sort((a, b) => a - b)) {
        if (found.size === inodes.size) break;
        const held = (await inodesOf(pid)).filter((inode) => inodes.has(inode) && !found.has(inode));
        if (held.length === 0) continue;
        const process = await readProcess(pid);
        for (const inode of held) found.set(inode, process);
      }
      return found;
    },
  };
}

/** A process that ends meanwhile, or that this user may not look into, holds nothing that can be seen. */
async function inodesOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.map(socketInode).filter((inode) => inode !== null);
}

async function readProcess(pid: number): Promise<ListenerProcess> {
  const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [comm, cmdline, stat] = await Promise.all([read('comm'), read('cmdline'), read('stat')]);
  return processOf(pid, { comm, cmdline, stat });
}
