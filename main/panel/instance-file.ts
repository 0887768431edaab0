/**
 * `instance.json`: how a command finds the core that runs on a data folder. It holds the control token, so it is 0600
 * from its first byte, and it is replaced in one step, so that nobody reads half of it.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProxyState } from '../../shared/app-state.ts';
import { instanceFileName, instanceSchema } from '../../shared/instance.ts';
import type { Instance } from '../../shared/instance.ts';
import type { Core } from '../core.ts';
import type { RunningPanel } from './server.ts';

/** Replaces what is there: an earlier file is stale, or it would have been found before. */
export async function writeInstance(dataDir: string, instance: Instance): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, instanceFileName);
  const draft = `${path}.${instance.pid}`;
  await rm(draft, { force: true });
  try {
    await writeFile(draft, `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Leaves the file alone where another process has written it since. */
export async function removeInstance(dataDir: string, pid: number): Promise<void> {
  const path = join(dataDir, instanceFileName);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null || pidOf(text) !== pid) return;
  await rm(path, { force: true });
}

function pidOf(text: string): number | null {
  try {
    const parsed = instanceSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.pid : null;
  } catch {
    return null;
  }
}

export interface InstanceKeeper {
  /** Writes what is true now, and again whenever the proxy's address changes. Rejects where it can't be written. */
  write(): Promise<void>;
  /** Lets the file go and removes it. */
  forget(): Promise<void>;
}

/** `onProblem` is told where a change could not be written. */
export function createInstanceKeeper(
  core: Core,
  { control, token }: RunningPanel,
  onProblem: (error: unknown) => void,
): InstanceKeeper {
  const { dataDir, pid, shell, version } = core.state();
  let written: string | null | undefined;
  let last = Promise.resolve();
  let unwatch = (): void => undefined;
  let isForgotten = false;

  const write = (state: ProxyState): Promise<void> => {
    const proxy = addressOf(state);
    // A stop may overtake a start: a file that was let go must not come back.
    if (isForgotten || proxy === written) return last;
    written = proxy;
    const writing = last.then(() => writeInstance(dataDir, { pid, shell, version, proxy, control, token }));
    last = writing.catch(() => undefined);
    return writing;
  };
  return {
    async write() {
      await write(core.state().proxy);
      unwatch();
      if (isForgotten) return;
      // Not the state's feed: it is built anew four times a second under traffic, and nobody may be looking.
      unwatch = core.watchProxy((proxy) => {
        write(proxy).catch(onProblem);
      });
    },
    async forget() {
      isForgotten = true;
      unwatch();
      await last;
      await removeInstance(dataDir, pid);
    },
  };
}

function addressOf({ status, baseUrl }: ProxyState): string | null {
  return status === 'running' ? baseUrl : null;
}
