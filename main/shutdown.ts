/**
 * When the headless shell ends. A signal, or (for whoever was started by npm) the end of the parent, begins one orderly
 * stop; it must be over within five seconds whatever hangs, so the process is ended by force shortly before.
 */
import type { Clock, Log } from '../shared/ports.ts';

/** The part of `process` that matters here. */
export interface ProcessLike {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Changes when the parent ends. */
  readonly ppid: number;
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
  /** Does not return in a real process. */
  exit(code: number): void;
}

export type StopCause = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent-gone' | 'asked';

export interface ShutdownOptions {
  process: ProcessLike;
  clock: Clock;
  log: Log;
  /** Called once, with what began it. Everything is closed when it resolves. */
  stop(cause: StopCause): Promise<void>;
  /** Of an orderly stop; 0 unless said. */
  exitCode?: number;
  /** True where a Ctrl-C was meant for something else, which has ended by it. */
  takeInterrupt?(): boolean;
}

export interface Shutdown {
  /** Resolves with the exit code once all is stopped. */
  done: Promise<number>;
  begin(cause: StopCause): void;
}

const parentPollMs = 500;
const deadlineMs = 4800;
/** npm and the terminal both deliver one Ctrl-C; the user's second comes later. */
const impatientMs = 1000;
const echoMs = 500;
const lingerMs = 300;
const interruptedCode = 130;

export function watchShutdown(options: ShutdownOptions): Shutdown {
  const { clock, process, exitCode = 0 } = options;
  let end = (_code: number): void => undefined;
  const done = new Promise<number>((resolve) => (end = resolve));
  let hasBegun = false;

  const begin = (cause: StopCause): void => {
    if (hasBegun) return;
    hasBegun = true;
    endWatch();
    const cancelDeadline = clock.after(deadlineMs, () => process.exit(exitCode));
    const finish = (code: number): void => {
      cancelDeadline();
      unlisten();
      // Whatever still holds the process open by then is not ours to wait for.
      clock.after(lingerMs, () => process.exit(code));
      end(code);
    };
    options.stop(cause).then(
      () => finish(exitCode),
      (error: unknown) => {
        options.log.error('stopping failed', { error });
        finish(1);
      },
    );
  };
  const unlisten = listenToSignals(process, {
    SIGINT: createInterrupt(options, begin),
    SIGTERM: () => begin('SIGTERM'),
    SIGHUP: () => begin('SIGHUP'),
  });
  const endWatch = watchParent(options, () => begin('parent-gone'));
  return { done, begin };
}

function listenToSignals(
  process: ProcessLike,
  listeners: Record<'SIGINT' | 'SIGTERM' | 'SIGHUP', () => void>,
): () => void {
  const { SIGINT, SIGTERM, SIGHUP } = listeners;
  process.on('SIGINT', SIGINT);
  process.on('SIGTERM', SIGTERM);
  process.on('SIGHUP', SIGHUP);
  return () => {
    process.off('SIGINT', SIGINT);
    process.off('SIGTERM', SIGTERM);
    process.off('SIGHUP', SIGHUP);
  };
}

/** The first Ctrl-C stops; one that comes at least a second after it no longer waits. */
function createInterrupt(options: ShutdownOptions, begin: (cause: StopCause) => void): () => void {
  const { clock, process, takeInterrupt } = options;
  let takenAt = -Infinity;
  let firstAt: number | null = null;
  return () => {
    const now = clock.monotonicMs();
    if (firstAt !== null) {
      if (now - firstAt >= impatientMs) process.exit(interruptedCode);
      return;
    }
    if (now - takenAt < echoMs) return;
    if (takeInterrupt?.() === true) {
      takenAt = now;
      return;
    }
    firstAt = now;
    begin('SIGINT');
  };
}

/**
 * npm's shell does not pass a signal on, so for whoever npm started a new parent is the only sign of one. Nothing
 * of the kind can be read on Windows.
 */
function watchParent({ process, clock }: ShutdownOptions, onGone: () => void): () => void {
  const { env, platform } = process;
  const isByNpm = env['npm_lifecycle_event'] !== undefined || env['npm_command'] !== undefined;
  if (platform === 'win32' || !isByNpm) return () => undefined;
  const atStart = process.ppid;
  let cancel = (): void => undefined;
  const look = (): void => {
    if (process.ppid !== atStart) onGone();
    else cancel = clock.after(parentPollMs, look);
  };
  cancel = clock.after(parentPollMs, look);
  return () => cancel();
}
