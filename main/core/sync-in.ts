/**
 * Follows the model that an exported `.env` names: who changes `PROXYLLM_BACKEND` there switches the active model. While
 * its setting is off nothing is watched. It never writes into the file, and what ModelTray wrote there itself switches
 * nothing.
 */
import { toError } from '../../shared/errors.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import { hashOf, readTarget, textOf } from '../dbgpt/files/read-target.ts';
import { readEnv } from '../dbgpt/judge/read-env.ts';
import { settleMs, watchFile } from '../settings/watch-file.ts';
import { newest } from './export-keeper.ts';
import type { CoreParts } from './parts.ts';
import { createModelSwitches } from './switch-by-name.ts';
import type { ModelSwitches } from './switch-by-name.ts';

export interface SyncIn extends Pick<ModelSwitches, 'undo' | 'standIns'> {
  /** The setting or the list of files may have changed. Cheap. */
  note(): void;
  stop(): void;
}

export function createSyncIn(parts: CoreParts): SyncIn {
  const { settings, exports } = parts;
  const switches = createModelSwitches(parts);
  const watched = new Map<string, () => void>();
  let seen: readonly WrittenFile[] | null = null;

  const isOn = (): boolean => parts.isRunning() && settings.get().dbgpt.syncIn;
  const stop = (): void => {
    for (const stopWatching of watched.values()) stopWatching();
    watched.clear();
    seen = null;
  };
  const follow = (): void => {
    const paths = new Set(
      newest(exports.entries()).flatMap(({ path, target }) => (target === '0.6' ? [path] : [])),
    );
    for (const [path, stopWatching] of watched) {
      if (paths.has(path)) continue;
      stopWatching();
      watched.delete(path);
    }
    for (const path of paths) {
      if (!watched.has(path)) watched.set(path, watchEnv(parts, switches, path));
    }
    seen = exports.entries();
  };
  return {
    note() {
      if (!isOn()) {
        stop();
        switches.forget();
      } else if (seen !== exports.entries()) follow();
    },
    undo: (id) => switches.undo(id),
    standIns: () => switches.standIns(),
    stop,
  };
}

/** Until the returned function is called. What the file names when this begins is where it counts from. */
function watchEnv({ ports, exports }: CoreParts, switches: ModelSwitches, path: string): () => void {
  const { clock, log } = ports;
  let isStopped = false;
  let cancel = (): void => undefined;
  /** Undefined until the file was read once. */
  let named: string | null | undefined;

  const look = async (): Promise<void> => {
    // A moment in which the file is not there, or is not to be read, is none in which it names another model.
    const found = await readBackend(path).catch(() => null);
    if (isStopped || found === null) return;
    const { name, hash } = found;
    const before = named;
    named = name;
    const isOurs = exports.entries().some((one) => one.path === path && one.writtenHash === hash);
    if (before === undefined || name === before || name === null || isOurs) return;
    switches.take(path, name, before);
  };
  // In turn with our own writes: the list names what we wrote before anybody reads it.
  const lookInTurn = (): void => {
    exports.inTurn(look).catch((thrown: unknown) => {
      log.error('a watched file could not be followed', { path, error: toError(thrown).stack });
    });
  };
  const lookSoon = (): void => {
    cancel();
    cancel = clock.after(settleMs, lookInTurn);
  };
  lookInTurn();
  const stopWatching = watchFile(path, clock, lookSoon);
  return () => {
    isStopped = true;
    cancel();
    stopWatching();
  };
}

/** The model that DB-GPT would take from the file; `name` null where no line sets one. Null where no file is there. */
async function readBackend(path: string): Promise<{ name: string | null; hash: string | null } | null> {
  const target = await readTarget(path);
  if (target.bytes === null) return null;
  const name = readEnv(textOf(target)).setter('PROXYLLM_BACKEND')?.value?.trim() ?? null;
  return { name, hash: hashOf(target.bytes) };
}
