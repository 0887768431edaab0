/**
 * Signs that a small file may have changed. It watches the folder, because an atomic write replaces the file, and looks at
 * the file's stamp now and then where the system's watching misses something: network drives, WSL, a link whose target
 * lies elsewhere. It reads nothing.
 */
import { stat, watch } from 'node:fs';
import type { FSWatcher, Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../shared/ports.ts';

/** From the last sign of a change to the look at it: editors write in several steps. */
export const settleMs = 250;
export const pollMs = 5_000;

/** Calls `onSign` at every sign, until the returned function is called. Works where nothing is there yet. */
export function watchFile(path: string, clock: Clock, onSign: () => void): () => void {
  const folder = watchFolder(path, onSign);
  const stopPolling = poll(path, clock, onSign);
  return () => {
    stopPolling();
    folder?.close();
  };
}

function watchFolder(path: string, onSign: () => void): FSWatcher | null {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) onSign();
    });
    watcher.on('error', () => watcher.close()); // The polling goes on.
    return watcher;
  } catch {
    return null;
  }
}

function poll(path: string, clock: Clock, onSign: () => void): () => void {
  let isStopped = false;
  let cancel = (): void => undefined;
  let last: string | null = null;
  const step = (): void => {
    stat(path, (_error, stats: Stats | undefined) => {
      if (isStopped) return;
      const stamp = stampOf(stats);
      if (last !== null && stamp !== last) onSign();
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
