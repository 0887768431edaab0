/** Start and stop, and what an outside edit of the settings sets in motion. */
import { ModelTrayError, toError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { maxGraceMs } from '../../shared/local-keys.ts';
import type { Settings } from '../../shared/settings.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { watchSettings } from '../settings/watch-settings.ts';
import type { SettingsWatch } from '../settings/watch-settings.ts';
import type { DemoKeeper } from './demo-keeper.ts';
import type { CoreParts } from './parts.ts';
import { sayPlainKeys } from './plain-keys.ts';
import { isDemoAvailable } from './routes.ts';
import { unlockInTime } from './unlock-keys.ts';

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

  // Known from the first moment: a command that opened the core for itself never starts it.
  sayWhatWasLoaded(parts, loaded);

  const prepareFiles = async (): Promise<void> => {
    await orSay(parts, 'settings', () => loaded.keep());
    // The name under which it is kept is certain only now.
    sayWhatWasLoaded(parts, loaded);
    await orSay(parts, 'local-key', () => localKeys.ensureSaved());
    tellWhenKeysEnd(parts);
    await unlockInTime(parts, unlockKeys);
  };

  const unlockKeys = async (): Promise<void> => {
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

  // A command that opens the core without starting it has to say it too, before it writes in the file's place.
  sayWhatWasLoaded(parts, loaded);

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

/** Old values that an earlier run, or a command, gave some time still end in this one. */
function tellWhenKeysEnd({ localKeys, ports: { clock }, store }: CoreParts): void {
  for (const { endsAt } of localKeys.states()) {
    if (endsAt === null) continue;
    clock.after(Math.min(endsAt - clock.now(), maxGraceMs), () => store.touch());
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
  for (const [key, broken] of [
    ['notice.keysBroken', secrets.broken()],
    ['notice.localKeysBroken', localKeys.broken],
  ] as const) {
    if (broken === null) continue;
    const text = message(key, { file: broken.keptAs });
    notices.say({
      id: `keys-broken-${broken.keptAs}`,
      level: 'warning',
      text,
      actions: [],
      canDismiss: true,
    });
  }
}
