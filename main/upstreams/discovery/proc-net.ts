/** Reads what Linux writes under `/proc`. Pure: text in, facts out. */
import type { ListenerProcess, ListeningSocket } from './listener.ts';
import { normalAddress, programName } from './listener.ts';

/**
 * The listening sockets of `/proc/net/tcp` or `/proc/net/tcp6`: local address and port in hexadecimal in column 2, state
 * 0A is LISTEN, the inode is column 10 (proc_pid_net(5)). The owner is the inode.
 */
export function parseProcNetTcp(text: string): ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [hexAddress, hexPort] = columns[1]?.split(':') ?? [];
    const owner = columns[9];
    if (columns[3] !== '0A' || hexAddress === undefined || hexPort === undefined || owner === undefined)
      return [];
    return [{ address: addressOf(hexAddress), port: parseInt(hexPort, 16), owner }];
  });
}

/** Each 32-bit word stands in the machine's own byte order, which is little-endian wherever Node is released. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (words.length === 1) return bytes.map((byte) => parseInt(byte, 16)).join('.');
  return normalAddress((bytes.join('').match(/.{4}/g) ?? []).join(':'));
}

/** The inode of a socket from the target of `/proc/<pid>/fd/<n>`; null for what is no socket. */
export function socketInode(link: string): string | null {
  return /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? null;
}

/** One process from the texts of its files `comm`, `cmdline` and `stat`. */
export function processOf(
  pid: number,
  files: { comm: string; cmdline: string; stat: string },
): ListenerProcess {
  const words = files.cmdline.replace(/\0+$/, '').split('\0');
  const comm = files.comm.trim();
  const program = programName(words[0] ?? '');
  // The kernel cuts `comm` at 15 bytes: `text-generation` is the beginning of two programs.
  const name = comm.length >= 15 && program.startsWith(comm) ? program : comm;
  const command = words.join(' ').trim();
  // The name in parentheses may hold anything, parentheses too; the parent is the second field behind it.
  const parent = /\)\s+\S\s+(\d+)[^)]*$/.exec(files.stat)?.[1];
  return {
    pid,
    name,
    command: command === '' ? null : command,
    parentPid: parent === undefined ? null : Number(parent),
  };
}
