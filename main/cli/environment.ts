import type { Core } from '../core.ts';
import type { StartFlags } from './flags.ts';

export interface Output {
  write(text: string): unknown;
  /** True where a person reads it. */
  readonly isTTY?: boolean;
}

export interface ServeRequest {
  flags: StartFlags;
  /** One JSON document on stdout instead of lines. */
  json: boolean;
}

/** What a command gets from its process, so that tests can hand it their own. */
export interface CliEnvironment {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  stdin: AsyncIterable<Buffer | string>;
  stdout: Output;
  stderr: Output;
  /** True where a person reads stdout. */
  isTerminal: boolean;
  platform: NodeJS.Platform;
  /** BCP 47 tag or POSIX locale; null where unknown. */
  systemLocale: string | null;
  version: string;
  /** The data folder for `--data`, or for none. */
  dataDir(override: string | null): string;
  /** Opens the core without starting it: nothing is bound, probed or written. */
  openCore(dataDir: string): Core | Promise<Core>;
  /** Runs the headless shell until it is told to stop; resolves with the exit code. */
  serve(request: ServeRequest): Promise<number>;
  /** The demo upstream alone. Rejects where the port can't be bound. */
  startDemo(port: number): Promise<{ port: number; baseUrl: string; stop(): Promise<void> }>;
  /**
   * Resolves when the process is told to stop. From then on it may not take long: it is ended shortly after, with
   * `exitCode` (0 unless said).
   */
  untilTold(exitCode?: number): Promise<void>;
}
