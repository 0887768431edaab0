/** Start and stop, and what an outside edit of the settings sets in motion. */
import { ModelTrayError, toError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings } from '../../shared/settings.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { watchSettings } from '../settings/watch-settings.ts';
import type { SettingsWatch } from '../settings/watch-settings.ts';
import type { DemoKeeper } from './demo-keeper.ts';
import type { CoreParts } from './parts.ts';
import { sayPlainKeys } from './plain-keys.ts';
import { isDemoAvailable } from './routes.ts';

export interface Lifecycle {
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
  /** Takes settings that already stand in the file. */
  adopt(settings: Settings): void;
  /** Does what a change of all settings at once sets in motion; they are in force already. */
  follow(before: Settings): Promise<void>;
}

export interface LifecycleOptions {
  loaded: LoadedSettings;
  demo: DemoKeeper;
  setRunning: (running: boolean) => void;
}

export function createLifecycle(parts: CoreParts, { loaded, demo, setRunning }: LifecycleOptions): Lifecycle {
  const { ports, settings, upstreams, runner, discovery, localKeys, secrets, net, edits } = parts;
  const { log } = ports;
  let watch: SettingsWatch | null = null;
  let stopping: Promise<void> | null = null;
  let opening: Promise<void> | null = null;

  const prepareFiles = async (): Promise<void> => {
    await orSay(parts, 'settings', () => loaded.keep());
    sayWhatWasLoaded(parts, loaded);
    await orSay(parts, 'local-key', () => localKeys.ensureSaved());
    await secrets.unlock();
    await orSay(parts, 'keys', () => secrets.rewrap());
    sayPlainKeys(parts);
  };

  /** Everything that listens. A stop waits for it, so that nothing is bound behind its back. */
  const open = async (): Promise<void> => {
    await prepareFiles();
    if (stopping !== null) return;
    setRunning(true);
    if (isDemoAvailable(settings.get(), ports.run.demo)) await demo.start();
    await runner.start();
    watch = watchSettings({
      dataDir: ports.dataDir,
      clock: ports.clock,
      current: settings.get,
      known: loaded,
      onEdit: edits.take,
    });
    parts.syncIn.note();
    parts.syncOut.note();
  };

  const end = async (graceMs: number): Promise<void> => {
    discovery.stop();
    upstreams.stop();
    parts.syncOut.stop();
    parts.syncIn.stop();
    if (opening !== null) await opening.catch(() => undefined); // Whoever called start() is told.
    setRunning(false);
    watch?.stop();
    await runner.stop(graceMs);
    await demo.stop();
    await net.close();
  };

  const shorten = (graceMs: number): void => {
    runner.stop(graceMs).catch((thrown: unknown) => {
      log.error('stopping sooner failed', { error: toError(thrown).stack });
    });
  };

  const follow = async (before: Settings): Promise<void> => {
    for (const { slug, baseUrl } of before.upstreams) {
      const isSame = settings.get().upstreams.some((one) => one.slug === slug && one.baseUrl === baseUrl);
      if (!isSame) upstreams.forget(slug);
    }
    if (parts.isRunning()) await followEdit(parts, before);
  };

  return {
    follow,
    async start() {
      opening = open();
      await opening;
      opening = null;
      if (stopping !== null) return;
      await parts.together(() =>
        Promise.all([upstreams.lookAtAll(0, 'this-machine'), discovery.keepLooking()]),
      );
      log.info('started', { shell: ports.shell, version: ports.version });
    },
    stop(graceMs) {
      if (stopping === null) stopping = end(graceMs);
      else shorten(graceMs);
      return stopping;
    },
    adopt(edited) {
      const before = settings.get();
      settings.adopt(edited);
      follow(before).catch((thrown: unknown) => {
        log.error('an edit of the settings could not be followed', { error: toError(thrown).stack });
      });
    },
  };
}

async function followEdit({ runner, settings, upstreams }: CoreParts, before: Settings): Promise<void> {
  const { proxy } = settings.get();
  const isMoved =
    proxy.port !== before.proxy.port ||
    proxy.listen !== before.proxy.listen ||
    proxy.dockerAddress !== before.proxy.dockerAddress;
  if (isMoved && !(await runner.move())) await runner.start();
  await upstreams.lookAtAll(0, 'this-machine');
}

/** A folder that cannot be written (a full disk, rights) is said, and is no reason not to answer requests. */
async function orSay({ notices }: CoreParts, what: string, write: () => Promise<void> | void): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    if (!(thrown instanceof ModelTrayError)) throw thrown;
    const id = `not-written-${what}`;
    notices.say({ id, level: 'error', text: thrown.userMessage, actions: [], canDismiss: true });
  }
}

function sayWhatWasLoaded({ notices, secrets, localKeys }: CoreParts, { problem }: LoadedSettings): void {
  if (problem?.kind === 'broken') {
    const text = message('notice.settingsBroken', { reason: problem.reason, file: problem.keptAs });
    notices.say({ id: 'settings-broken', level: 'warning', text, actions: [], canDismiss: true });
  } else if (problem?.kind === 'newer') {
    const text = message('notice.settingsNewer');
    notices.say({ id: 'settings-newer', level: 'warning', text, actions: [], canDismiss: true });
  }
  for (const broken of [secrets.broken(), localKeys.broken]) {
    if (broken === null) continue;
    const text = message('notice.keysBroken', { file: broken.keptAs });
    notices.say({
      id: `keys-broken-${broken.keptAs}`,
      level: 'warning',
      text,
      actions: [],
      canDismiss: true,
    });
  }
}
