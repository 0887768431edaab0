/** Runs the headless program in this process, with a process of its own to signal and a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { main } from '../../main/headless.ts';
import type { HeadlessOptions } from '../../main/headless/options.ts';
import { noListeners } from '../support/listeners.ts';
import { createFakeProcess } from './fake-process.ts';
import type { FakeProcess } from './fake-process.ts';

export interface Program {
  process: FakeProcess;
  /** Resolves with the exit code. */
  done: Promise<number>;
  out(): string;
  err(): string;
  opened: string[];
  /** Resolves once stdout holds `text`; rejects where the program ends without it. */
  prints(text: string): Promise<string>;
}

export function usePrograms(): {
  /** New for each test; gone after it. */
  dataDir: string;
  run(
    words: readonly string[],
    options?: Partial<HeadlessOptions>,
  ): Promise<{ code: number; out: string; err: string }>;
  start(words: readonly string[], options?: Partial<HeadlessOptions>): Program;
} {
  const programs: Program[] = [];
  const shared = { dataDir: '' };
  const options = (change: Partial<HeadlessOptions>): Partial<HeadlessOptions> => ({
    env: {},
    home: shared.dataDir,
    systemLocale: 'en',
    version: '1.2.3',
    isTerminal: false,
    listListeners: noListeners,
    pagesDir: null,
    ...change,
  });
  beforeEach(async () => {
    shared.dataDir = await mkdtemp(join(tmpdir(), 'modeltray-headless-'));
  });
  afterEach(async () => {
    for (const { process, done } of programs.splice(0)) {
      process.deliver('SIGTERM');
      await done.catch(() => undefined);
    }
    await rm(shared.dataDir, { recursive: true, force: true });
  });

  const start = (words: readonly string[], change: Partial<HeadlessOptions> = {}): Program => {
    const process = createFakeProcess();
    const opened: string[] = [];
    const watchers = new Set<() => void>();
    let out = '';
    let err = '';
    const write = (text: string): void => {
      out += text;
      for (const watcher of [...watchers]) watcher();
    };
    const done = main(words, {
      ...options({}),
      process,
      stdout: { write },
      stderr: { write: (text) => (err += text) },
      openLink: (url) => opened.push(url),
      ...change,
    });
    const program: Program = {
      process,
      done,
      out: () => out,
      err: () => err,
      opened,
      prints: (text) =>
        new Promise((resolve, reject) => {
          const watch = (): void => {
            if (!out.includes(text)) return;
            watchers.delete(watch);
            resolve(out);
          };
          watchers.add(watch);
          done.then(() => reject(new Error(`it ended: ${out}${err}`)), reject);
          watch();
        }),
    };
    programs.push(program);
    return program;
  };

  return Object.assign(shared, {
    start,
    async run(words: readonly string[], change: Partial<HeadlessOptions> = {}) {
      const program = start(words, change);
      const code = await program.done;
      return { code, out: program.out(), err: program.err() };
    },
  });
}
