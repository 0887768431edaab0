import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The data folder that a start with these arguments uses, found before anything is built: the flag over the
 * environment over the platform's place. The program itself decides by the same rule.
 * @param {{ args: readonly string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home?: string }} facts
 */
export function findDataDir({ args, env, platform, home = homedir() }) {
  const chosen = flagValue(args, '--data') ?? env.MODELTRAY_DATA;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'ModelTray');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'ModelTray');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'modeltray');
}

/**
 * What `instance.json` says, which a running core writes once it is ready: its process, and its proxy's address while
 * that runs. Null where there is none.
 * @param {string} dataDir
 * @returns {{ pid: number, proxy: string | null } | null}
 */
export function readInstance(dataDir) {
  try {
    const { pid, proxy } = JSON.parse(readFileSync(join(dataDir, 'instance.json'), 'utf8'));
    return Number.isSafeInteger(pid) ? { pid, proxy: typeof proxy === 'string' ? proxy : null } : null;
  } catch {
    return null;
  }
}

/** @param {readonly string[]} args @param {string} name */
function flagValue(args, name) {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (index === -1) return undefined;
  return args[index] === name ? args[index + 1] : args[index]?.slice(name.length + 1);
}
