/**
 * One command at a time on a data folder that no core runs on, a start among them. Each opens the settings for itself
 * and writes them whole, so that of two at once the second would undo what the first has just said is done.
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isCode, isProcessAlive } from './process-alive.ts';
import { findRunningCore } from './running-core.ts';

const fileName = 'command.lock';
const lookAgainMs = 20;
/** Longer than any command takes that waits for nobody: one that is held at a prompt must not hold up the others. */
const patienceMs = 10_000;
/** By then its number may be that of another process. */
const leftOverMs = 60_000;

/**
 * Waits for the commands before this one and resolves with what ends its turn. Where the folder cannot be written there
 * is no turn to take, and the command itself will say so.
 */
export async function takeFolderTurn(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, fileName);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookAgainMs) {
    const found = await tryTake(dataDir, path);
    if (found === 'had') return () => rm(path, { force: true });
    if (found === 'impossible') break;
    await delay(lookAgainMs);
  }
  return () => Promise.resolve();
}

/** Does `work` in a turn of its own, unless a core runs on the folder, which puts everything in order itself. */
export async function inFolderTurn<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  if ((await findRunningCore(dataDir)) !== null) return work();
  const endTurn = await takeFolderTurn(dataDir);
  return work().finally(endTurn);
}

async function tryTake(dataDir: string, path: string): Promise<'had' | 'taken' | 'impossible'> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
    return 'had';
  } catch (error) {
    if (!isCode(error, 'EEXIST')) return 'impossible';
  }
  if (await isLeftOver(path)) await rm(path, { force: true });
  return 'taken';
}

async function isLeftOver(path: string): Promise<boolean> {
  const changedAt = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  if (changedAt === null) return false;
  if (Date.now() - changedAt > leftOverMs) return true;
  const text = await readFile(path, 'utf8').catch(() => '');
  // One that was just made is empty until its process has written its number.
  return /^\d+$/.test(text) && !isProcessAlive(Number(text));
}
