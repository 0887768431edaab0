/** `serve`: one core, its panel, and the file that says where they are, until somebody says stop. */
import { setTimeout as delay } from 'node:timers/promises';
import { takeFolderTurn } from '../cli/folder-turn.ts';
import { findRunningCore } from '../cli/running-core.ts';
import type { RunningCore } from '../cli/running-core.ts';
import type { ServeRequest } from '../cli/environment.ts';
import { createCommandFailure } from '../cli/failure.ts';
import { createBatteryReader, createCore } from '../core.ts';
import type { Core } from '../core.ts';
import { createFileLog } from '../log.ts';
import { createInstanceKeeper } from '../panel/instance-file.ts';
import type { InstanceKeeper } from '../panel/instance-file.ts';
import { createPanel } from '../panel/server.ts';
import type { RunningPanel } from '../panel/server.ts';
import { systemClock } from '../panel/system-clock.ts';
import { watchShutdown } from '../shutdown.ts';
import type { Shutdown } from '../shutdown.ts';
import type { AppState } from '../../shared/app-state.ts';
import { toError } from '../../shared/errors.ts';
import { fileProblem } from '../../shared/file-problem.ts';
import { createTranslate, localeFor, renderMessage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { silentLog } from '../../shared/ports.ts';
import type { Log } from '../../shared/ports.ts';
import type { HeadlessOptions } from './options.ts';
import { tellRunning, tellStarted } from './tell.ts';

const graceMs = 4000;
const lookAgainMs = 100;
/** A stop is over within five seconds, whatever hangs. */
const longestStopMs = 6000;
/** From the proxy's end to that of its process. */
const lastMomentMs = 500;

/** Resolves with the exit code once everything is closed. Rejects with a `CommandFailure`. */
export async function serve(
  request: ServeRequest,
  dataDir: string,
  options: HeadlessOptions,
): Promise<number> {
  // Of two starts at once the later finds the earlier running, and takes neither its port nor its file from it.
  const endTurn = await takeFolderTurn(dataDir);
  const ended = await begin(request, dataDir, options).finally(endTurn);
  return ended.exitCode;
}

/** Resolves once it runs, or is known to run already. Rejects with a `CommandFailure`, everything closed. */
async function begin(
  { flags, json }: ServeRequest,
  dataDir: string,
  options: HeadlessOptions,
): Promise<{ exitCode: number | Promise<number> }> {
  const already = await findStaying(dataDir);
  if (already !== null) return { exitCode: await tellRunning(already, json, options) };
  const start = openShell({ flags, json }, dataDir, options);
  const { core, shutdown, t } = start;
  try {
    const panel = await start.open();
    await start.run();
    if (core.state().proxy.status === 'error') throw proxyFailure(core, t);
    if (!start.isStopping()) tellStarted({ flags, json }, core.state(), panel, options);
  } catch (thrown) {
    shutdown.begin('asked');
    await shutdown.done;
    throw thrown;
  }
  return { exitCode: shutdown.done };
}

/** The core that runs on the folder. One that is stopping is waited for: to leave the user with none is no answer. */
async function findStaying(dataDir: string): Promise<RunningCore | null> {
  let patience = 0;
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    const found = await findRunningCore(dataDir);
    if (found === null) return null;
    const state = await found.call('getState', {}).catch(() => null);
    patience = Math.max(patience, patienceWith(state?.proxy.status ?? 'stopping'));
    if (waitedMs >= patience) return found;
    await delay(lookAgainMs);
  }
}

/** How long a core in this state may still be gone, in milliseconds. One that no longer answers is about to be. */
function patienceWith(status: AppState['proxy']['status']): number {
  if (status === 'stopping') return longestStopMs;
  // Its user has switched the proxy off, or this is the last moment of a stop.
  return status === 'stopped' ? lastMomentMs : 0;
}

interface OpenShell {
  core: Core;
  shutdown: Shutdown;
  t: Translate;
  isStopping(): boolean;
  /** Starts the panel and writes the instance file. */
  open(): Promise<RunningPanel>;
  /** Starts the core; the instance file has the proxy's address afterwards. */
  run(): Promise<void>;
}

function openShell({ flags }: ServeRequest, dataDir: string, options: HeadlessOptions): OpenShell {
  const { log, close: closeLog } = openLog(dataDir, options);
  const core = createCore({
    shell: 'headless',
    version: options.version,
    dataDir,
    systemLocale: options.systemLocale,
    log,
    clock: systemClock,
    chance: Math.random,
    run: { port: flags.port, demo: flags.demo, discover: flags.discover },
    shellPorts: {},
    keychain: null,
    settingsFile: null,
    readOnBattery: createBatteryReader(options.process.platform),
    listListeners: options.listListeners,
    home: options.home,
    env: options.env,
  });
  const t = createTranslate(core.state().locale);
  const panel = createPanel({
    core,
    port: flags.panelPort ?? core.state().settings.panel.port,
    pagesDir: options.pagesDir,
    log,
  });
  let isStopping = false;
  let instance: InstanceKeeper | null = null;
  const shutdown = watchShutdown({
    process: options.process,
    clock: systemClock,
    log,
    async stop(cause) {
      isStopping = true;
      log.info('stopping', { cause });
      if (cause === 'SIGINT') options.stderr.write(`\n${t('start.stopping')}\n`);
      await core.stop(graceMs);
      await panel.stop();
      await instance?.forget();
      await closeLog();
    },
    ...(options.takeInterrupt === undefined ? {} : { takeInterrupt: options.takeInterrupt }),
  });
  return {
    core,
    shutdown,
    t,
    isStopping: () => isStopping,
    async open() {
      const running = await panel.start().catch((thrown: unknown) => {
        throw createCommandFailure('internal', t('start.panelFailed', { reason: toError(thrown).message }));
      });
      core.reportPanel({ port: running.port, url: running.url });
      const onProblem = (error: unknown): void => log.error('instance.json was not written', { error });
      instance = createInstanceKeeper(core, running, onProblem);
      await instance.write().catch((thrown: unknown) => {
        const reason = renderMessage(core.state().locale, fileProblem(thrown));
        throw createCommandFailure('not_writable', t('start.dataUnusable', { folder: dataDir, reason }));
      });
      return running;
    },
    async run() {
      await core.start();
      await instance?.write();
    },
  };
}

function openLog(
  dataDir: string,
  { stderr, systemLocale }: HeadlessOptions,
): {
  log: Log;
  close: () => Promise<void>;
} {
  try {
    const log = createFileLog(dataDir);
    return { log, close: () => log.close() };
  } catch (thrown) {
    const locale = localeFor(systemLocale);
    const reason = renderMessage(locale, fileProblem(thrown));
    stderr.write(`${createTranslate(locale)('start.noLog', { reason })}\n`);
    return { log: silentLog, close: () => Promise.resolve() };
  }
}

/** The proxy's port never moves by itself, so a start that can't have it is none. */
function proxyFailure(core: Core, t: Translate): Error {
  const { proxy, locale } = core.state();
  const why = proxy.error === null ? t('error.not_running') : renderMessage(locale, proxy.error);
  const other = proxy.nextFreePort === null ? '' : `\n${t('start.otherPort', { port: proxy.nextFreePort })}`;
  return createCommandFailure('port_taken', why + other);
}
