/** The calls about settings as a whole, and about the proxy's running. */
import { z } from 'zod';
import { call, nothing } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import type { ImportPreview, ReplaceReport } from './settings-change.ts';
import { settingsPatchSchema } from './settings.ts';

const settingsText = z.strictObject({ text: z.string().max(2_000_000) });

export const settingsCalls = {
  getState: call<AppState>()(nothing),
  updateSettings: call<AppState>()(settingsPatchSchema),
  applySettingsEdit: call<AppState>()(z.strictObject({ apply: z.boolean() })),
  setStartAtLogin: call<AppState>()(z.strictObject({ on: z.boolean() })),
  finishFirstRun: call<AppState>()(z.strictObject({ done: z.boolean() })),

  /** All settings as one JSON document, without any key. */
  exportSettings: call<{ fileName: string; text: string }>()(nothing),
  /** What such a document would change. Changes nothing; a document that does not fit is refused by its field. */
  previewImport: call<ImportPreview>()(settingsText),
  importSettings: call<ReplaceReport>()(settingsText),
  /** Everything as after the first start. `keys` forgets the servers' keys and makes a new one for programs. */
  resetSettings: call<ReplaceReport>()(z.strictObject({ keys: z.boolean() })),
  /** The settings from before an import or a reset; the ones now are kept in the same way. */
  restoreSettings: call<ReplaceReport>()(z.strictObject({ backup: z.string().min(1).max(80) })),

  startProxy: call<AppState>()(nothing),
  stopProxy: call<AppState>()(nothing),
} as const;
