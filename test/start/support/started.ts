import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export interface Started {
  /** Of the outermost process, which leads a group of its own. */
  pid: number;
  /** All that came on stdout and stderr so far. */
  output(): string;
  /** What came on stdout alone. */
  stdout(): string;
  /** Resolves once `pattern` has been printed; rejects with the output if the process ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** The code, or the signal's name, with which the outermost process ended. */
  ended: Promise<number | string>;
  /** As a terminal does for Ctrl-C: every process of the group gets it. */
  interrupt(): void;
  kill(): void;
}

/** Runs a program in the project's folder, in a process group of its own. */
export function startProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...terminalEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  if (pid === 0) throw new Error(`${command} could not be run`);
  const output = collectOutput(child.stdout, child.stderr);
  return {
    pid,
    output: output.text,
    stdout: collectOutput(child.stdout).text,
    printed: (pattern) => waitFor(child, output, pattern),
    ended: new Promise((resolvePromise) => {
      child.once('exit', (code, signal) => resolvePromise(code ?? String(signal)));
    }),
    interrupt: () => void process.kill(-pid, 'SIGINT'),
    kill: () => killGroup(pid),
  };
}

/** A terminal without a display. What npm tells its children, such as the package of an outer `npx`, is not in it. */
function terminalEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return { ...Object.fromEntries(own), LC_ALL: 'C', DISPLAY: '', WAYLAND_DISPLAY: '' };
}

interface Output {
  text(): string;
  onText(listener: () => void): void;
}

function collectOutput(...streams: (Readable | null)[]): Output {
  let text = '';
  const listeners: (() => void)[] = [];
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      for (const listener of listeners) listener();
    });
  }
  return { text: () => text, onText: (listener) => void listeners.push(listener) };
}

function waitFor(child: ChildProcess, output: Output, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolvePromise, reject) => {
    const look = (): void => {
      const found = pattern.exec(output.text());
      if (found !== null) resolvePromise(found);
    };
    output.onText(look);
    look();
    child.once('close', () => reject(new Error(`ended without ${pattern.source}:\n${output.text()}`)));
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Those of `ports` where something on this machine accepts a connection. */
export async function listeningPorts(ports: readonly number[]): Promise<number[]> {
  const answers = await Promise.all(ports.map((port) => accepts(port)));
  return ports.filter((_port, index) => answers[index]);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolvePromise) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolvePromise(true);
    });
    socket.once('error', () => resolvePromise(false));
  });
}
