/** Copies of the settings from before they were replaced as a whole, beside the file itself. */
import { join } from 'node:path';
import type { Settings } from '../../shared/settings.ts';
import { planKeep } from './keep-file.ts';
import { settingsFileName } from './load-settings.ts';
import { readWhole } from './read-file.ts';

export const backupNamePattern = /^settings\.backup-\d{4}-\d\d-\d\d(-\d+)?\.json$/;

/**
 * Writes `settings` into a copy and gives its file name; one that holds the same already serves again.
 * @throws ModelTrayError `not_writable`
 */
export function backUpSettings(dataDir: string, settings: Settings, now: number): string {
  const bytes = Buffer.from(`${JSON.stringify(settings, null, 2)}\n`);
  const copy = planKeep({ dataDir, fileName: settingsFileName, mark: 'backup', now, bytes });
  copy.keep();
  return copy.keptAs;
}

/** The text of a copy; null where there is none of that name. */
export function readBackup(dataDir: string, name: string): string | null {
  if (!backupNamePattern.test(name)) return null;
  const file = readWhole(join(dataDir, name));
  return file.state === 'read' ? file.text : null;
}
