import type { CliEnvironment, Output } from '../cli/environment.ts';
import type { CorePorts } from '../core.ts';
import type { ProcessLike } from '../shutdown.ts';

/** What the process is to the headless shell; tests and `npm start` replace parts of it. */
export interface HeadlessOptions {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  home: string;
  stdin: CliEnvironment['stdin'];
  stdout: Output;
  stderr: Output;
  isTerminal: boolean;
  process: ProcessLike;
  systemLocale: string | null;
  version: string;
  /** The built window; null serves the API only. */
  pagesDir: string | null;
  /** What listens on this machine; null: as its system tells. */
  listListeners: CorePorts['listListeners'];
  openLink(url: string): void;
  /** True where a Ctrl-C was meant for something else, which has ended by it. */
  takeInterrupt?(): boolean;
}
