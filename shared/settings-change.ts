/** What replacing all settings at once changes: by an import, a reset or the way back. */

export interface SettingChange {
  /** As it stands in the file, `proxy.port`; a server or a route by its name, `upstreams.ollama`. */
  field: string;
  /** JSON, shortened; null where there is nothing. */
  before: string | null;
  after: string | null;
  /** It lets more through than now: who may connect, a lock taken off, another address for a stored key. */
  widens: boolean;
}

export interface ImportPreview {
  changes: SettingChange[];
}

export interface ReplaceReport {
  /** File name in the data folder: the settings as they were. `restoreSettings` brings them back. */
  backup: string;
}
