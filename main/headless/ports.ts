import type { CliEnvironment } from '../cli/environment.ts';
import { createCore, createDemoServer, resolveDataDir } from '../core.ts';
import { systemClock } from '../panel/system-clock.ts';
import { watchShutdown } from '../shutdown.ts';
import { localeFor } from '../../shared/i18n/index.ts';
import { silentLog } from '../../shared/ports.ts';
import type { HeadlessOptions } from './options.ts';
import { serve } from './serve.ts';

/** What the commands get from this process. */
export function createCliEnvironment(options: HeadlessOptions): CliEnvironment {
  const { env, home, cwd, stdin, stdout, stderr, isTerminal, systemLocale, version } = options;
  const { platform } = options.process;
  const dataDir = (override: string | null): string => resolveDataDir({ env, platform, home, override });
  return {
    env,
    cwd,
    stdin,
    stdout,
    stderr,
    isTerminal,
    platform,
    systemLocale,
    version,
    dataDir,
    openCore: (folder) => createOfflineCore(folder, options),
    serve: (request) => serve(request, dataDir(request.flags.dataDir), options),
    startDemo: (port) => startDemo(port, options),
    untilTold: (exitCode = 0) => untilTold(exitCode, options),
  };
}

function createOfflineCore(dataDir: string, options: HeadlessOptions) {
  const { version, systemLocale, listListeners, home, env } = options;
  return createCore({
    shell: 'headless',
    version,
    dataDir,
    systemLocale,
    log: silentLog,
    clock: systemClock,
    chance: Math.random,
    run: { port: null, demo: false, discover: false },
    shellPorts: {},
    keychain: null,
    settingsFile: null,
    readOnBattery: null,
    listListeners,
    home,
    env,
  });
}

async function startDemo(port: number, { systemLocale }: HeadlessOptions) {
  const locale = localeFor(systemLocale);
  const demo = createDemoServer({ clock: systemClock, locale: () => locale, hasEmbeddings: true });
  const running = await demo.start(port);
  return { ...running, stop: () => demo.stop() };
}

async function untilTold(exitCode: number, options: HeadlessOptions): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = (): Promise<void> => {
      resolve();
      return Promise.resolve();
    };
    watchShutdown({ process: options.process, clock: systemClock, log: silentLog, stop, exitCode });
  });
}
