/**
 * Keeps a file that we cannot use, or are about to change for good, beside itself before anything is written in its
 * place. It never overwrites and never deletes.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileErrorCode } from '../../shared/file-problem.ts';
import { notWritable } from './write-file.ts';

export interface KeepRequest {
  dataDir: string;
  /** `settings.json`. */
  fileName: string;
  /** `broken`, `v1`. */
  mark: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** As read; null where it could not be, and then the file itself is moved. */
  bytes: Buffer | null;
}

export interface KeptFile {
  /** The name that the copy has or will have, `settings.broken-2026-11-21.json`. */
  readonly keptAs: string;
  /** Makes the copy, once. Throws ModelTrayError `not_writable` where it cannot. */
  keep(): void;
}

/** Decides on a name and writes nothing: a copy with the same bytes that is there already serves again. */
export function planKeep(request: KeepRequest): KeptFile {
  const earlier = findSameCopy(request);
  let isKept = earlier !== null;
  let keptAs = earlier ?? freeName(request);
  return {
    get keptAs() {
      return keptAs;
    },
    keep() {
      if (isKept) return;
      keptAs = makeCopy(request);
      isKept = true;
    },
  };
}

function makeCopy(request: KeepRequest): string {
  const { dataDir, fileName, bytes } = request;
  for (;;) {
    const name = freeName(request);
    const target = join(dataDir, name);
    try {
      if (bytes === null) renameSync(join(dataDir, fileName), target);
      else writeFileSync(target, bytes, { flag: 'wx', mode: 0o600 });
      return name;
    } catch (error) {
      if (fileErrorCode(error) === 'EEXIST') continue;
      throw notWritable(target, error);
    }
  }
}

function freeName(request: KeepRequest): string {
  const taken = new Set(namesIn(request.dataDir));
  const stem = `${copyPrefix(request)}${new Date(request.now).toISOString().slice(0, 10)}`;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? `${stem}.json` : `${stem}-${n}.json`;
    if (!taken.has(name)) return name;
  }
}

function findSameCopy(request: KeepRequest): string | null {
  const { bytes, dataDir } = request;
  if (bytes === null) return null;
  const copies = namesIn(dataDir).filter((name) => name.startsWith(copyPrefix(request)));
  return copies.find((name) => hasBytes(join(dataDir, name), bytes)) ?? null;
}

function copyPrefix({ fileName, mark }: KeepRequest): string {
  return `${fileName.replace(/\.json$/, '')}.${mark}-`;
}

function hasBytes(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false; // A copy that cannot be read cannot stand in for a new one.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No folder yet, or not ours to list: nothing is taken, and `wx` guards what is.
  }
}
