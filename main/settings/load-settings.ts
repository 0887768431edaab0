/**
 * Reads the settings: read, migrate a copy, validate, freeze. It decides and writes nothing; what has to be kept
 * before the file may be replaced is kept by `keep()`, which start and the first write call.
 */
import { join } from 'node:path';
import { fileProblem } from '../../shared/file-problem.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { defaultSettings, settingsVersion } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { deepFreeze } from './deep-freeze.ts';
import { findJsonError } from './json-error.ts';
import { planKeep } from './keep-file.ts';
import type { KeptFile } from './keep-file.ts';
import { migrateSettings, migrations } from './migrations.ts';
import type { Migration, RawSettings } from './migrations.ts';
import { readWhole } from './read-file.ts';
import type { SettingsFile } from './settings-file.ts';
import { salvageSettings } from './salvage.ts';
import { validateSettings } from './validate.ts';

export const settingsFileName = 'settings.json';

export type SettingsProblem =
  /** `keptAs` is a file name in the data folder. */
  { kind: 'broken'; reason: Message; keptAs: string } | { kind: 'newer'; version: number };

export interface LoadedSettings {
  /** Frozen through and through. Defaults where the file is missing or broken. */
  settings: Settings;
  /** True where a newer ModelTray wrote the file: it is used and never written. */
  readOnly: boolean;
  problem: SettingsProblem | null;
  /** The version that the file had, where it was brought up to ours. */
  migratedFrom: number | null;
  /** What was read; null where there is no readable file. */
  text: string | null;
  /**
   * Keeps a broken file, or one of an older version, beside itself; otherwise does nothing. May be called again.
   * Throws ModelTrayError `not_writable`: then the file must not be replaced.
   */
  keep(): void;
}

export interface LoadOptions {
  /** Milliseconds since the epoch, for the name of a kept file. */
  now: () => number;
  migrations?: readonly Migration[];
  /** The version to arrive at; ours unless a test says otherwise. */
  target?: number;
}

/** The settings in `dataDir`. Never throws and never writes. */
export function loadSettings(dataDir: string, options: LoadOptions): LoadedSettings {
  const file = readWhole(join(dataDir, settingsFileName));
  if (file.state === 'missing') return loaded(defaultSettings, { text: null });
  const plan = (mark: string): KeptFile =>
    planKeep({
      dataDir,
      fileName: settingsFileName,
      mark,
      now: options.now(),
      bytes: file.state === 'read' ? file.bytes : null,
    });
  if (file.state === 'unreadable') {
    const reason = message('settings.reason.unreadable', { problem: fileProblem(file.error) });
    return broken(reason, plan('broken'), null);
  }
  const parsed = parseSettingsText(file.text);
  return parsed.ok
    ? read(parsed.raw, parsed.version, file.text, plan, options)
    : broken(parsed.reason, plan('broken'), file.text);
}

/** The same writer, which keeps what `loaded` has to keep before it writes for the first time. */
export function keepBefore(loaded: Pick<LoadedSettings, 'keep'>, file: SettingsFile): SettingsFile {
  return {
    write(settings) {
      loaded.keep();
      file.write(settings);
    },
  };
}

function read(
  raw: RawSettings,
  version: number,
  text: string,
  plan: (mark: string) => KeptFile,
  { migrations: steps = migrations, target = settingsVersion }: LoadOptions,
): LoadedSettings {
  if (version > target)
    return loaded(salvageSettings(raw), { text, readOnly: true, problem: { kind: 'newer', version } });
  const current = tryMigrate(raw, version, target, steps);
  if (current === null) {
    const reason = message('settings.reason.migration', { from: version, to: target });
    return broken(reason, plan('broken'), text);
  }
  const checked = validateSettings({ ...current, version: settingsVersion });
  if (!checked.ok) return broken(checked.reason, plan('broken'), text);
  if (version === target) return loaded(checked.settings, { text });
  const snapshot = plan(`v${version}`);
  return loaded(checked.settings, { text, migratedFrom: version, keep: () => snapshot.keep() });
}

function tryMigrate(
  raw: RawSettings,
  from: number,
  target: number,
  steps: readonly Migration[],
): RawSettings | null {
  try {
    return migrateSettings(raw, from, target, steps);
  } catch {
    return null; // The caller says so, and keeps the file.
  }
}

function loaded(settings: Settings, rest: Partial<LoadedSettings>): LoadedSettings {
  return {
    readOnly: false,
    problem: null,
    migratedFrom: null,
    text: null,
    keep: () => undefined,
    ...rest,
    settings: deepFreeze(settings),
  };
}

function broken(reason: Message, kept: KeptFile, text: string | null): LoadedSettings {
  return {
    ...loaded(defaultSettings, { text, keep: () => kept.keep() }),
    get problem() {
      return { kind: 'broken', reason, keptAs: kept.keptAs } as const;
    },
  };
}

type Parsed = { ok: true; raw: RawSettings; version: number } | { ok: false; reason: Message };

/** A settings file's text as plain data with its version; `unwrap` takes it out of what stands around it. */
export function parseSettingsText(
  text: string,
  unwrap: (value: RawSettings) => unknown = (value) => value,
): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: jsonReason(text) };
  }
  if (isRaw(value)) value = unwrap(value);
  if (!isRaw(value)) return { ok: false, reason: message('settings.reason.notObject') };
  const { version } = value;
  return typeof version === 'number' && Number.isInteger(version) && version >= 1
    ? { ok: true, raw: value, version }
    : { ok: false, reason: message('settings.reason.version') };
}

function isRaw(value: unknown): value is RawSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonReason(text: string): Message {
  const place = findJsonError(text);
  return place === null
    ? message('settings.reason.notJson')
    : message('settings.reason.notJson.at', { line: place.line, column: place.column });
}
