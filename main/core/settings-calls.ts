/** Calls that change the settings as a form does. */
import type { Api } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings, SettingsPatch } from '../../shared/settings.ts';
import { findFreePort } from './free-port.ts';
import { createTurns } from '../settings/in-turn.ts';
import type { CoreParts } from './parts.ts';

type SettingsCalls = Pick<
  Api['calls'],
  | 'updateSettings'
  | 'applySettingsEdit'
  | 'setStartAtLogin'
  | 'finishFirstRun'
  | 'startProxy'
  | 'stopProxy'
  | 'dismissNotice'
  | 'undoSwitch'
>;

/** In-flight requests have this long when the proxy is stopped from the window or the tray. */
const stopGraceMs = 4_000;

export function createSettingsCalls(
  parts: CoreParts,
  wantPort: (port: number | null) => void,
): SettingsCalls {
  const { settings, runner, store, notices, edits, ports, isRunning } = parts;
  const inTurn = createTurns();
  return {
    // One at a time: a change that has to be taken back must not take another one along.
    updateSettings: (patch) =>
      inTurn(async () => {
        const before = settings.get();
        settings.change((current) => merged(current, patch));
        if (isSameListening(before, settings.get()) && patch.proxy?.port === undefined) return store.get();
        await listenAnew(parts, before, patch, wantPort);
        return store.get();
      }),
    applySettingsEdit({ apply }) {
      edits.decide(apply);
      return Promise.resolve(store.get());
    },
    setStartAtLogin({ on }) {
      const { loginItem } = ports.shellPorts;
      if (loginItem === undefined) {
        throw new ModelTrayError('not_available_here', message('error.not_available_here'));
      }
      loginItem.set(on);
      store.touch();
      return Promise.resolve(store.get());
    },
    finishFirstRun({ done }) {
      settings.change((current) => ({ ...current, window: { ...current.window, firstRunDone: done } }));
      return Promise.resolve(store.get());
    },
    async startProxy() {
      if (!isRunning()) throw new ModelTrayError('not_running', message('error.not_running'));
      await runner.start();
      return store.get();
    },
    async stopProxy() {
      await runner.stop(stopGraceMs);
      return store.get();
    },
    undoSwitch: async ({ id }) => Promise.resolve(parts.syncIn.undo(id)),
    dismissNotice({ id }) {
      if (!notices.dismiss(id)) {
        throw new ModelTrayError('notice_not_found', message('error.notice_not_found'));
      }
      return Promise.resolve(store.get());
    },
  };
}

/** The port of a flag holds until the user names one; what cannot be had leaves everything as it was. */
async function listenAnew(
  parts: CoreParts,
  before: Settings,
  patch: SettingsPatch,
  wantPort: (port: number | null) => void,
): Promise<void> {
  const { runner, settings, isRunning } = parts;
  const flagPort = parts.ports.run.port;
  if (patch.proxy?.port !== undefined) wantPort(null);
  if (!isRunning()) return;
  await runner.settled();
  const { status, port: oldPort } = runner.state();
  if (status === 'error') {
    await runner.start();
    return;
  }
  if (
    status !== 'running' ||
    (oldPort === settings.get().proxy.port && isSameListening(before, settings.get()))
  )
    return;
  if (await runner.move()) return;
  const port = settings.get().proxy.port;
  settings.change((current) => ({ ...current, proxy: before.proxy }));
  if (patch.proxy?.port !== undefined) wantPort(flagPort === null ? null : oldPort);
  await runner.start();
  const holder = (await parts.findPortHolder(port)) ?? message('notice.portTaken.unknownHolder');
  const next = (await findFreePort(port + 1)) ?? '–';
  throw new ModelTrayError('port_taken', message('error.port_taken', { port, holder, next }));
}

function merged(current: Settings, patch: SettingsPatch): Settings {
  return {
    ...current,
    proxy: { ...current.proxy, ...defined(patch.proxy) },
    panel: { ...current.panel, ...defined(patch.panel) },
    locks: { ...current.locks, ...defined(patch.locks) },
    demo: { ...current.demo, ...defined(patch.demo) },
    dbgpt: { ...current.dbgpt, ...defined(patch.dbgpt) },
    window: { ...current.window, ...defined(patch.window) },
    timeouts: { ...current.timeouts, ...defined(patch.timeouts) },
    notifications: { ...current.notifications, ...defined(patch.notifications) },
    logs: { ...current.logs, ...defined(patch.logs) },
    cloudProxy: { ...current.cloudProxy, ...defined(patch.cloudProxy) },
  };
}

type Given<Part> = { [Name in keyof Part]?: Exclude<Part[Name], undefined> };

/** A field that was left out must not overwrite one that is there. */
function defined<Part extends object>(part: Part | undefined): Given<Part> {
  return Object.fromEntries(
    Object.entries(part ?? {}).filter(([, value]) => value !== undefined),
  ) as Given<Part>;
}

function isSameListening({ proxy: a }: Settings, { proxy: b }: Settings): boolean {
  return a.port === b.port && a.listen === b.listen && a.dockerAddress === b.dockerAddress;
}
