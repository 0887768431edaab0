/** Calls that take all settings at once: out, in, back to the beginning. Before any change a copy is kept. */
import type { Api } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { ReplaceReport } from '../../shared/settings-change.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { backUpSettings, readBackup } from '../settings/backup-settings.ts';
import { compareSettings } from '../settings/compare-settings.ts';
import { createTurns } from '../settings/in-turn.ts';
import { exportSettings, readSettingsText, withOwnPast } from '../settings/portable-settings.ts';
import type { CoreParts } from './parts.ts';

type WholeSettingsCalls = Pick<
  Api['calls'],
  'exportSettings' | 'previewImport' | 'importSettings' | 'resetSettings' | 'restoreSettings'
>;

/** `follow` does what changed settings set in motion, after `before`. */
export function createWholeSettingsCalls(
  parts: CoreParts,
  follow: (before: Settings) => Promise<void>,
): WholeSettingsCalls {
  const { settings, secrets, localKeys, store, ports } = parts;
  const inTurn = createTurns();

  const replace = async (next: Settings): Promise<ReplaceReport> => {
    const before = settings.get();
    if (settings.isReadOnly) {
      throw new ModelTrayError('settings_read_only', message('error.settings_read_only'));
    }
    const backup = backUpSettings(ports.dataDir, before, ports.clock.now());
    settings.change(() => next);
    await follow(before);
    return { backup };
  };
  const forgetKeys = async (slugs: readonly string[]): Promise<void> => {
    for (const slug of slugs) await secrets.remove(slug);
    await localKeys.reset();
    store.touch();
  };
  const imported = (text: string): Settings => withOwnPast(read(text), settings.get());
  return {
    exportSettings() {
      const now = ports.clock.now();
      const fileName = `modeltray-settings-${new Date(now).toISOString().slice(0, 10)}.json`;
      const text = exportSettings(settings.get(), { version: ports.version, now });
      return Promise.resolve({ fileName, text });
    },
    async previewImport({ text }) {
      const hasKey = (slug: string): boolean => secrets.hasKey(slug);
      return Promise.resolve({ changes: compareSettings(settings.get(), imported(text), hasKey) });
    },
    importSettings: ({ text }) => inTurn(() => replace(imported(text))),
    resetSettings: ({ keys }) =>
      inTurn(async () => {
        const { upstreams, window } = settings.get();
        const slugs = upstreams.map(({ slug }) => slug);
        // The first steps would take the place of the page that offers the way back.
        const { firstRunDone } = window;
        const report = await replace({
          ...defaultSettings,
          window: { ...defaultSettings.window, firstRunDone },
        });
        if (keys) await forgetKeys(slugs);
        return report;
      }),
    restoreSettings: ({ backup }) =>
      inTurn(() => {
        const text = readBackup(ports.dataDir, backup);
        if (text === null) {
          throw new ModelTrayError('file_not_found', message('error.no_settings_backup', { file: backup }));
        }
        return replace(read(text));
      }),
  };
}

function read(text: string): Settings {
  const checked = readSettingsText(text);
  if (checked.ok) return checked.settings;
  const { reason } = checked;
  throw new ModelTrayError('bad_settings_file', message('error.bad_settings_file', { reason }));
}
