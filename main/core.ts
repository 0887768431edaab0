/**
 * The one core that every shell runs. `createCore` opens the settings and nothing else: it binds, probes and writes
 * nothing before `start()`, so that a command can open it beside no running core and change the settings.
 */
import type { Api } from '../shared/api.ts';
import type { AppState, ProxyState, Shell } from '../shared/app-state.ts';
import type { Message } from '../shared/i18n/index.ts';
import type { Chance, Clock, Log } from '../shared/ports.ts';
import { buildCore } from './core/build-core.ts';
import type { Keychain } from './settings/key-wrap.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import type { ListListeners } from './upstreams/discovery/listener.ts';

export { resolveDataDir } from './settings/data-dir.ts';
export { createBatteryReader } from './core/battery.ts';
export { createDemoServer } from './upstreams/demo/server.ts';
export type { DemoServer } from './upstreams/demo/server.ts';
export type { Keychain } from './settings/key-wrap.ts';
export type { SettingsFile } from './settings/settings-file.ts';
export type { Listener, ListenerTable, ListListeners } from './upstreams/discovery/listener.ts';

/** What only some shells can do; a member that is absent is a capability that AppState does not list. */
export interface ShellPorts {
  pickFolder?(): Promise<string | null>;
  openPath?(path: string): Promise<void>;
  notify?(text: Message): void;
  /** The proxies that the system wants for a URL, as `NetOptions.proxiesFor` has them. Left out: the environment tells. */
  systemProxy?(url: string): Promise<readonly (string | null)[]>;
  loginItem?: { isOn(): boolean; set(on: boolean): void };
}

/** Flags and environment: they hold for the run and are never stored. */
export interface RunOptions {
  /** 0 is any free port; null means the settings' own. */
  port: number | null;
  /** Pins the demo, looks for no servers by itself, stores nothing of it. */
  demo: boolean;
  /** False: servers are looked for only where the user asks for it. */
  discover: boolean;
}

export interface CorePorts {
  shell: Shell;
  version: string;
  dataDir: string;
  /** BCP 47 tag or POSIX locale of the system; null where unknown. */
  systemLocale: string | null;
  log: Log;
  clock: Clock;
  chance: Chance;
  run: RunOptions;
  shellPorts: ShellPorts;
  keychain: Keychain | null;
  /** Null: the settings room places the file itself, with `conf`. */
  settingsFile: SettingsFile | null;
  /** Null where the shell reports the battery, or nobody can tell: mains power then. Never rejects. */
  readOnBattery: (() => Promise<boolean>) | null;
  /** What listens on this machine; null: as its system tells. */
  listListeners: ListListeners | null;
  /** The user's folder and environment, where model servers leave word of where they listen. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Where the panel listens, told to the core so that it can show it and refuse it as an upstream. */
export interface PanelAddress {
  port: number;
  /** The page's address without its token; null where the panel serves the API only. */
  url: string | null;
}

export interface Core {
  readonly api: Api;
  state(): AppState;
  /** The key that the proxy takes, for what a shell prints or copies on the user's word. */
  localKey(): string;
  /**
   * Binds the proxy, then takes the first look for model servers. Resolves once both are done. A port that cannot be
   * bound does not reject: `state().proxy` then has status `error` and says why.
   */
  start(): Promise<void>;
  /** Gives what the proxy is, then every change of it, until the returned function is called. Builds no AppState. */
  watchProxy(listener: (proxy: ProxyState) => void): () => void;
  reportPanel(address: PanelAddress): void;
  /** A window or a page is open until the returned function is called; there may be several. */
  reportWindow(): () => void;
  /** Changed, or known for the first time. On battery and with no window open, servers are left alone. */
  reportPower(power: { onBattery: boolean }): void;
  /** The machine is about to sleep: nothing is asked until it wakes. */
  reportSleep(): void;
  /** It woke up: servers are asked at once. */
  reportWake(): void;
  /**
   * New requests get 503 `stopping` at once; those in flight have `graceMs` before their streams end with an error
   * event and the sockets are destroyed. A second call waits for the first; a shorter grace shortens it.
   */
  stop(graceMs: number): Promise<void>;
}

/** Opens the settings in `ports.dataDir`; see the file's header for what it does not do. */
export function createCore(ports: CorePorts): Core {
  return buildCore(ports);
}
