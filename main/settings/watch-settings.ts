/**
 * Notices edits of `settings.json` from outside. It watches the folder, because an atomic write replaces the file, and
 * looks at the file's stamp now and then where the system's watching misses something (network drives, WSL).
 */
import { stat, watch } from 'node:fs';
import type { FSWatcher, Stats } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { loadSettings, settingsFileName } from './load-settings.ts';
import type { LoadedSettings } from './load-settings.ts';

/** From the last sign of a change to the look at it: editors write in several steps. */
export const settleMs = 250;
export const pollMs = 5_000;

export interface WatchOptions {
  dataDir: string;
  clock: Clock;
  /** The settings in force. What the file says just the same is no edit, so our own writes are none. */
  current: () => Settings;
  /** What was loaded at start: a broken file that has been said already is not reported again. */
  known: Pick<LoadedSettings, 'text' | 'problem'>;
  /**
   * Told once of each edit, and once more when the file says again what is in force, so that a question about the edit
   * can be taken back.
   */
  onEdit: (edit: LoadedSettings) => void;
}

export interface SettingsWatch {
  /** Looks now. */
  check(): void;
  stop(): void;
}

/** Starts to watch. Works in a folder that does not exist yet: then the stamp alone is looked at. */
export function watchSettings(options: WatchOptions): SettingsWatch {
  const { clock, dataDir } = options;
  const look = createLook(options);
  let cancelLook = (): void => undefined;
  const lookSoon = (): void => {
    cancelLook();
    cancelLook = clock.after(settleMs, () => {
      if (look() === 'again') lookSoon();
    });
  };
  const folder = watchFolder(dataDir, lookSoon);
  const stopPolling = poll(join(dataDir, settingsFileName), clock, lookSoon);
  return {
    check: () => {
      if (look() === 'again') lookSoon();
    },
    stop() {
      cancelLook();
      stopPolling();
      folder?.close();
    },
  };
}

/**
 * One look. A file that does not parse may be half written, so it is reported only when a second look finds the same:
 * `again` asks for that look. Nothing is reported twice.
 */
function createLook({ dataDir, clock, current, known, onEdit }: WatchOptions): () => 'done' | 'again' {
  let reported = known.problem === null ? null : known.text;
  let doubtful: string | null = null;
  return () => {
    const found = loadSettings(dataDir, { now: () => clock.now() });
    if (found.problem === null && isDeepStrictEqual(found.settings, current())) {
      if (reported !== null) onEdit(found);
      reported = null;
    } else if (found.text !== null && found.text !== reported) {
      if (found.problem?.kind === 'broken' && found.text !== doubtful) {
        doubtful = found.text;
        return 'again';
      }
      reported = found.text;
      onEdit(found);
    }
    return 'done';
  };
}

function watchFolder(dataDir: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(dataDir, { persistent: false }, (_event, name) => {
      if (name === null || name === settingsFileName) onChange();
    });
    watcher.on('error', () => watcher.close()); // The polling goes on.
    return watcher;
  } catch {
    return null;
  }
}

function poll(path: string, clock: Clock, onChange: () => void): () => void {
  let isStopped = false;
  let cancel = (): void => undefined;
  let last: string | null = null;
  const step = (): void => {
    stat(path, (_error, stats: Stats | undefined) => {
      if (isStopped) return;
      const stamp = stampOf(stats);
      if (last !== null && stamp !== last) onChange();
      last = stamp;
      cancel = clock.after(pollMs, step);
    });
  };
  step();
  return () => {
    isStopped = true;
    cancel();
  };
}

/** Changes with every write; 'missing' where there is no file. */
function stampOf(stats: Stats | undefined): string {
  return stats === undefined ? 'missing' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
