/** A settings file before it is checked. */
export type RawSettings = Record<string, unknown>;

/** Brings settings of version `to - 1` to version `to`. It gets a copy of its own and may change it. */
export interface Migration {
  to: number;
  migrate(settings: RawSettings): RawSettings;
}

/** In order. Each has a fixture of the file as the version before wrote it, in `test/settings/fixtures/`. */
export const migrations: readonly Migration[] = [];

/**
 * `raw` as version `target`, each step on a copy; `raw` itself stays as it is.
 * @throws Error where a step is missing or fails
 */
export function migrateSettings(
  raw: RawSettings,
  from: number,
  target: number,
  steps: readonly Migration[] = migrations,
): RawSettings {
  let settings = structuredClone(raw);
  for (let to = from + 1; to <= target; to += 1) {
    const step = steps.find((candidate) => candidate.to === to);
    if (step === undefined) throw new Error(`no migration leads to settings version ${to}`);
    settings = { ...step.migrate(structuredClone(settings)), version: to };
  }
  return settings;
}
