import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { Settings } from '../../shared/settings.ts';
import { notWritable } from './write-file.ts';

/** Places and writes `settings.json` (atomic, 0600); never reads, checks or watches it. */
export interface SettingsFile {
  write(settings: Settings): void;
}

/** The headless file layer. Touches the disk at the first write and not before. */
export function createConfSettingsFile(dataDir: string): SettingsFile {
  let conf: Conf | null = null;
  return {
    write(settings) {
      try {
        mkdirSync(dataDir, { recursive: true, mode: 0o700 });
        conf ??= openConf(dataDir);
        conf.store = { ...settings };
      } catch (error) {
        throw notWritable(join(dataDir, 'settings.json'), error);
      }
    },
  };
}

function openConf(dataDir: string): Conf {
  return new Conf({
    cwd: dataDir,
    configName: 'settings',
    configFileMode: 0o600,
    // Conf reads the file when it opens and before each write, and throws on bad JSON; reading is not its task here.
    deserialize: () => ({}),
    serialize: (settings) => `${JSON.stringify(settings, null, 2)}\n`,
  });
}
