/** Notices edits of `settings.json` from outside. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { loadSettings, settingsFileName } from './load-settings.ts';
import type { LoadedSettings } from './load-settings.ts';
import { settleMs, watchFile } from './watch-file.ts';

export { pollMs, settleMs } from './watch-file.ts';

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
  const stopWatching = watchFile(join(dataDir, settingsFileName), clock, lookSoon);
  return {
    check: () => {
      if (look() === 'again') lookSoon();
    },
    stop() {
      cancelLook();
      stopWatching();
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
