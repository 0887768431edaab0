/**
 * The app started for its command line: `--headless`, or in an installed app one of the commands of `modeltray`. Then
 * this process becomes the Node entry of the same build, before Electron shows or locks anything.
 *
 * On POSIX the process is replaced, so that whoever started it has the process id, the signals and the exit code of the
 * program itself, and no display is needed. Windows can't replace one: there a child runs, and this waits for it.
 */
import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** The words that `modeltray` takes; anything else on an installed app's command line is none of ours. */
export const commandWords = [
  'serve',
  'status',
  'discover',
  'upstream',
  'use',
  'route',
  'key',
  'check',
  'export',
  'panel',
  'demo',
] as const;

/** What `serve` is told; the environment is in it already. */
export interface HeadlessFlags {
  port: number | null;
  panelPort: number | null;
  dataDir: string | null;
  headless: boolean;
  demo: boolean;
  open: boolean;
  discover: boolean;
}

/**
 * The Node entry's arguments, or null where the tray app is meant. `words` are the arguments after the program and, in
 * a clone, after the project's folder. A clone has `npx modeltray` for the commands.
 */
export function headlessArgs(
  words: readonly string[],
  flags: HeadlessFlags | null,
  isPackaged: boolean,
): string[] | null {
  if (isPackaged && commandWords.some((word) => word === words[0])) return [...words];
  return flags?.headless === true ? ['serve', ...serveArgs(flags)] : null;
}

// Written anew from what was understood: `serve` refuses Chromium's switches, which may stand beside ours.
function serveArgs({ port, panelPort, dataDir, demo, open, discover }: HeadlessFlags): string[] {
  return [
    '--headless',
    ...(port === null ? [] : ['--port', String(port)]),
    ...(panelPort === null ? [] : ['--panel-port', String(panelPort)]),
    ...(dataDir === null ? [] : ['--data', dataDir]),
    ...(demo ? ['--demo'] : []),
    ...(open ? [] : ['--no-open']),
    ...(discover ? [] : ['--no-discover']),
  ];
}

type Env = Readonly<Record<string, string | undefined>>;

export interface HeadlessSwitch {
  /** The running program, `process.execPath`. */
  program: string;
  /** The Node entry. */
  entry: string;
  env: Env;
  /** Node's `process.execve`; null where the system has none. */
  replace: ((program: string, args: string[], env: Env) => void) | null;
  spawn: (program: string, args: string[], options: SpawnOptions) => Pick<ChildProcess, 'once'>;
  exit: (code: number) => void;
  onError: (error: Error) => void;
}

/** Runs the Node entry with `args` in this process's place; `exit` gets its code where this one has to stay. */
export function becomeHeadless(args: readonly string[], options: HeadlessSwitch): void {
  const { program, entry, replace, exit, onError } = options;
  // With this variable Electron's program is a plain Node, which reads the app's archive all the same.
  const env = { ...options.env, ELECTRON_RUN_AS_NODE: '1' };
  if (replace !== null) {
    replace(program, [program, entry, ...args], env);
    return;
  }
  const child = options.spawn(program, [entry, ...args], { env, stdio: 'inherit' });
  child.once('error', onError);
  child.once('exit', (code: number | null) => exit(code ?? 1));
}

/** `process.execve`, which only recent versions of Node have, and none on Windows. */
export function findReplace(process: {
  readonly platform: NodeJS.Platform;
  readonly execve?: unknown;
}): HeadlessSwitch['replace'] {
  const { platform, execve } = process;
  if (platform === 'win32' || typeof execve !== 'function') return null;
  return (program, args, env) => {
    Reflect.apply(execve, process, [program, args, env]);
  };
}
