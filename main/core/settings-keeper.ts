import type { LoadedSettings } from '../settings/load-settings.ts';
import { deepFreeze } from '../settings/deep-freeze.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings } from '../../shared/settings.ts';

/** The settings in force. Everything that changes them goes through `change`. */
export interface SettingsKeeper {
  get(): Settings;
  readonly isReadOnly: boolean;
  /**
   * Writes, then swaps, then tells. Does nothing where `update` gives back what it got.
   * @throws ModelTrayError `settings_read_only`, `not_writable`; the settings in force stay then
   */
  change(update: (current: Settings) => Settings): void;
  /** Takes in what already stands in the file: an outside edit. */
  adopt(settings: Settings): void;
}

export function createSettingsKeeper(
  loaded: LoadedSettings,
  file: SettingsFile,
  onChange: (before: Settings, after: Settings) => void,
): SettingsKeeper {
  let settings = loaded.settings;
  const swap = (next: Settings): void => {
    const before = settings;
    settings = deepFreeze(next);
    onChange(before, settings);
  };
  return {
    get: () => settings,
    isReadOnly: loaded.readOnly,
    change(update) {
      const next = update(settings);
      if (next === settings) return;
      if (loaded.readOnly) {
        throw new ModelTrayError('settings_read_only', message('error.settings_read_only'));
      }
      file.write(next);
      swap(next);
    },
    adopt: swap,
  };
}
