import { execFile } from 'node:child_process';

export interface ToolOptions {
  /** An exit code besides 0 with which it may end and have told something. */
  mayEndWith?: number;
}

/** Runs one of the system's own tools and gives what it printed. Rejects where it is missing, fails or is too slow. */
export type RunTool = (program: string, args: readonly string[], options?: ToolOptions) => Promise<string>;

const timeoutMs = 2_000;
const maxOutputBytes = 8 * 1024 * 1024;

export const runTool: RunTool = (program, args, { mayEndWith = 0 } = {}) =>
  new Promise((resolve, reject) => {
    // Windows' tools print in the code page of the console; all that is read of it is ASCII.
    const encoding = process.platform === 'win32' ? 'latin1' : 'utf8';
    const options = { timeout: timeoutMs, maxBuffer: maxOutputBytes, windowsHide: true, encoding } as const;
    execFile(program, [...args], options, (error, stdout) => {
      if (error === null || error.code === mayEndWith) resolve(stdout);
      else reject(new Error(`${program} failed`, { cause: error }));
    });
  });
