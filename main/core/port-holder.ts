/** Who listens on a port, where the system tells without special rights. Only ever read, never ended. */
import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';

/** `node (process 4711)`, or null where it cannot be read. */
export async function findPortHolder(port: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return await holderOnLinux(port);
    return process.platform === 'win32' ? await holderOnWindows(port) : await holderByLsof(port);
  } catch {
    return null; // Without the right or the tool to see it the holder stays unnamed.
  }
}

/** `/proc/net/tcp`: local address in column 2, state 0A is LISTEN, inode in column 10 (proc(5)). */
async function holderOnLinux(port: number): Promise<string | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = tables
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const inodes = new Set(
    rows.filter((row) => row[1]?.endsWith(`:${hexPort}`) === true && row[3] === '0A').map((row) => row[9]),
  );
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (await holdsSocket(pid, inodes))
      return named((await readFile(`/proc/${pid}/comm`, 'utf8')).trim(), pid);
  }
  return null;
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string | undefined>): Promise<boolean> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const name of names) {
    const link = await readlink(`/proc/${pid}/fd/${name}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}

async function holderByLsof(port: number): Promise<string | null> {
  const text = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = /^p(\d+)$/m.exec(text)?.[1];
  const command = /^c(.+)$/m.exec(text)?.[1];
  return pid === undefined || command === undefined ? null : named(command, pid);
}

async function holderOnWindows(port: number): Promise<string | null> {
  const rows = (await run('netstat', ['-ano', '-p', 'TCP']))
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/));
  // The state's word is translated; a listener's foreign address is what is not.
  const row = rows.find((one) => one[1]?.endsWith(`:${port}`) === true && /:0$/.test(one[2] ?? ''));
  const pid = row?.at(-1);
  if (pid === undefined) return null;
  const task = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
  const name = /^"([^"]+)"/.exec(task.trim())?.[1];
  return name === undefined ? null : named(name, pid);
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 2_000, windowsHide: true }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} failed`, { cause: error }));
    });
  });
}

function named(command: string, pid: string): string {
  return `${command} (${pid})`;
}
