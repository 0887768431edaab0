import type { Clock } from '../../shared/ports.ts';

/** How long answers that are still running may take when the user quits. */
export const quitGraceMs = 30_000;
/** The same when a signal asks: whoever sent it waits for 5 s at most. */
export const signalGraceMs = 4000;

/** A quit that is done sooner needs no word. */
const tellAfterMs = 700;
/** Beyond the grace, for closing sockets and files; then the app ends whatever hangs. */
const slackMs = 3000;

export interface QuitOptions {
  clock: Clock;
  /** Resolves when nothing is answered any more. A second call may shorten the grace. */
  stop: (graceMs: number) => Promise<void>;
  /** Whatever is left to close and write after that. */
  cleanUp: () => Promise<void>;
  /** Answers are still running; told once. */
  onDraining: () => void;
  onError: (error: unknown) => void;
  exit: () => void;
}

export interface Quit {
  /** Ends the app; resolves just before it exits. A second request no longer waits for answers. */
  request(graceMs: number): Promise<void>;
  /** From the first request on. */
  hasBegun(): boolean;
}

export function createQuit(options: QuitOptions): Quit {
  const { clock, stop, cleanUp, onDraining, onError, exit } = options;
  let ending: Promise<void> | null = null;
  const end = async (graceMs: number): Promise<void> => {
    const cancelTelling = clock.after(tellAfterMs, onDraining);
    clock.after(graceMs + slackMs, exit);
    try {
      await stop(graceMs).catch(onError);
      cancelTelling();
      await cleanUp().catch(onError);
    } finally {
      exit();
    }
  };
  return {
    request(graceMs) {
      if (ending === null) ending = end(graceMs);
      else stop(0).catch(onError);
      return ending;
    },
    hasBegun: () => ending !== null,
  };
}

export interface AskedQuitOptions {
  /** Resolves to whether to quit. Where it fails, that keeps nobody in. */
  ask: () => Promise<boolean>;
  quit: () => void;
  onError: (error: unknown) => void;
}

/** The user's own quit, with a question before it. Asked for again, while the question is open or later, it just quits. */
export function createAskedQuit({ ask, quit, onError }: AskedQuitOptions): () => void {
  let stage: 'idle' | 'asking' | 'quitting' = 'idle';
  const quitNow = (): void => {
    stage = 'quitting';
    quit();
  };
  const askFirst = async (): Promise<boolean> => {
    try {
      return await ask();
    } catch (error) {
      onError(error);
      return true;
    }
  };
  return () => {
    if (stage !== 'idle') {
      quitNow();
      return;
    }
    stage = 'asking';
    askFirst().then((isSure) => {
      if (stage !== 'asking') return;
      stage = 'idle';
      if (isSure) quitNow();
    }, onError);
  };
}
