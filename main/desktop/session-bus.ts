/**
 * Questions to Linux' session bus, in the words of the tools that desktops come with. Asked by a process of its own,
 * because Electron's own way of asking waits in the thread that answers requests.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const timeoutMs = 1500;

/** One question, once for each tool that can ask it. */
export type BusQuestion = readonly { tool: string; args: readonly string[]; yes: RegExp }[];

/** Runs a tool; rejects where it is missing, fails or says nothing in time. */
export type Ask = (tool: string, args: readonly string[]) => Promise<string>;

/** The answer of the first tool that gives one; none counts as no. */
export async function askBus(question: BusQuestion, ask: Ask = run): Promise<boolean> {
  for (const { tool, args, yes } of question) {
    const answer = await ask(tool, args).catch(() => null);
    if (answer !== null) return yes.test(answer.trim());
  }
  return false;
}

async function run(tool: string, args: readonly string[]): Promise<string> {
  if (!hasSessionBus(process.env)) throw new Error('There is no session bus.');
  const { stdout } = await execute(tool, args, { timeout: timeoutMs });
  return stdout;
}

/** Without this look a tool would start a bus of its own, which outlives the question. */
export function hasSessionBus(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['DBUS_SESSION_BUS_ADDRESS']) return true;
  const folder = env['XDG_RUNTIME_DIR'];
  return folder !== undefined && folder !== '' && existsSync(join(folder, 'bus'));
}
