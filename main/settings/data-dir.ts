import path from 'node:path';

export interface DataDirFacts {
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
  /** What `--data` says; null where it was not given. */
  override: string | null;
}

/**
 * The one data folder of every shell, as an absolute path: `--data`, then `MODELTRAY_DATA`, then the system's own place
 * for an application's settings. A relative `--data` counts from the working directory. Creates nothing.
 */
export function resolveDataDir({ env, platform, home, override }: DataDirFacts): string {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const wanted = override ?? env.MODELTRAY_DATA;
  if (wanted !== undefined && wanted !== '') return paths.resolve(wanted);
  if (platform === 'win32') return paths.join(windowsRoot(env, home), 'ModelTray');
  if (platform === 'darwin') return paths.join(home, 'Library', 'Application Support', 'ModelTray');
  return paths.join(xdgRoot(env, home), 'modeltray');
}

function windowsRoot(env: DataDirFacts['env'], home: string): string {
  return env.APPDATA || path.win32.join(home, 'AppData', 'Roaming');
}

/** XDG Base Directory Specification: a relative `XDG_CONFIG_HOME` is invalid and ignored. */
function xdgRoot(env: DataDirFacts['env'], home: string): string {
  const root = env.XDG_CONFIG_HOME ?? '';
  return path.posix.isAbsolute(root) ? root : path.posix.join(home, '.config');
}
