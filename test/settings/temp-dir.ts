import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

export interface TempDir {
  path: string;
  names(): string[];
  read(name: string): string;
  write(name: string, text: string): void;
}

/** A folder of its own for each call; all are removed after the test. Call it once at the top of a file. */
export function useTempDirs(): () => TempDir {
  const made: string[] = [];
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });
  return () => {
    const path = mkdtempSync(join(tmpdir(), 'modeltray-test-'));
    made.push(path);
    return {
      path,
      names: () => readdirSync(path).sort(),
      read: (name) => readFileSync(join(path, name), 'utf8'),
      write: (name, text) => writeFileSync(join(path, name), text),
    };
  };
}
