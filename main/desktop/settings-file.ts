import Store from 'electron-store';
import type { SettingsFile } from '../core.ts';
import type { Settings } from '../../shared/settings.ts';

/**
 * `settings.json` in the data folder, written by electron-store: atomically, mode 0600. The store is made at the first
 * write, because making it reads the file, and what it reads is the settings room's to judge.
 */
export function createSettingsFile(dataDir: string): SettingsFile {
  let store: Store<Settings> | null = null;
  return {
    write(settings) {
      store ??= new Store<Settings>({
        cwd: dataDir,
        name: 'settings',
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        // A file broken from outside is replaced by this write, which must not fail on it.
        clearInvalidConfig: true,
      });
      store.store = structuredClone(settings);
    },
  };
}
