/**
 * The Electron entry: the tray app. Wiring only, in an order that Electron dictates: the scheme, the paths and the
 * instance lock before the app is ready. Nothing may be awaited at the top of this module, because Electron is not
 * ready before the module has been evaluated.
 */
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { parseStartFlags } from './cli/flags.ts';
import type { StartFlags, StartFlagsResult } from './cli/flags.ts';
import { panelLink } from './cli/panel.ts';
import { findRunningCore } from './cli/running-core.ts';
import type { RunningCore } from './cli/running-core.ts';
import { createBatteryReader, createCore, resolveDataDir } from './core.ts';
import { headlessEntry, placeApp } from './desktop/app-paths.ts';
import type { AppPaths } from './desktop/app-paths.ts';
import { createClosing } from './desktop/closing.ts';
import type { Closing } from './desktop/closing.ts';
import { openDesktopShell } from './desktop/desktop-shell.ts';
import { meterEventDelay } from './desktop/event-delay.ts';
import { registerAppScheme } from './desktop/guard-contents.ts';
import { becomeHeadless, findReplace, headlessArgs } from './desktop/headless-mode.ts';
import { createKeychain } from './desktop/keychain.ts';
import { createLoginItem } from './desktop/login-item.ts';
import { signalGraceMs } from './desktop/quit.ts';
import { createSettingsFile } from './desktop/settings-file.ts';
import { tellStartFailed } from './desktop/start-failure.ts';
import { outliveTerminal } from './desktop/terminal.ts';
import { createFileLog } from './log.ts';
import type { FileLog } from './log.ts';
import { createInstanceKeeper } from './panel/instance-file.ts';
import { createPanel } from './panel/server.ts';
import { systemClock as clock } from './panel/system-clock.ts';
import { watchShutdown } from './shutdown.ts';
import { toError } from '../shared/errors.ts';
import { createTranslate, localeFor, renderMessage } from '../shared/i18n/index.ts';

const { env, platform } = process;
const home = homedir();
const locale = localeFor(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
const exitCodes = { failed: 1, badUsage: 2 } as const;

interface Start {
  flags: StartFlags;
  dataDir: string;
  paths: AppPaths;
}

/** A text says why the command line or the data folder can't be used. */
function prepare(parsed: StartFlagsResult): Start | string {
  if (!parsed.ok) return renderMessage(locale, parsed.message);
  const { flags } = parsed;
  const dataDir = resolveDataDir({ env, platform, home, override: flags.dataDir });
  try {
    return { flags, dataDir, paths: placeApp(dataDir, platform) };
  } catch (error) {
    const reason = toError(error).message;
    return createTranslate(locale)('start.dataUnusable', { folder: dataDir, reason });
  }
}

/** Says where the first start is; one without a window of its own has its page opened. */
async function tellRunning({ instance, call }: RunningCore, mayOpen: boolean): Promise<void> {
  const state = await call('getState', {});
  const t = createTranslate(state.locale);
  const { proxy, panelUrl } = state;
  console.log(t('start.alreadyRuns', { pid: instance.pid }));
  console.log(
    proxy.status === 'running' ? t('start.proxy', { url: proxy.baseUrl }) : t('start.proxyStopped'),
  );
  if (panelUrl === null) {
    console.log(t('start.inApp'));
    return;
  }
  const url = panelLink(panelUrl, instance);
  console.log(t('start.panel', { url }));
  // Without a browser the printed link is what there is.
  if (mayOpen) await shell.openExternal(url).catch(() => undefined);
}

/** For a second launch; the first one has been told of it by Electron and shows its window. */
async function tellAndEnd({ dataDir, flags }: Start): Promise<void> {
  const running = await findRunningCore(dataDir);
  if (running === null) console.log(createTranslate(locale)('tray.told.busy'));
  else await tellRunning(running, flags.open);
  app.exit(0);
}

async function run(start: Start): Promise<void> {
  const running = await findRunningCore(start.dataDir);
  if (running !== null) {
    await tellRunning(running, start.flags.open);
    app.exit(0);
    return;
  }
  await serve(start, createFileLog(start.dataDir));
}

async function serve({ flags, dataDir, paths }: Start, log: FileLog): Promise<void> {
  // Electron's own answer to these is a dialog that blocks the process, and the proxy in it.
  process.on('uncaughtException', (error) => log.error('uncaught', { error }));
  process.on('unhandledRejection', (error) => log.error('unhandled', { error }));
  const closing = createClosing((error) => log.error('closing failed', { error }));
  closing.add(() => log.close());
  try {
    await openAndRun({ flags, dataDir, paths }, log, closing);
  } catch (error) {
    log.error('the start failed', { error });
    await closing.closeAll();
    throw error;
  }
}

async function openAndRun({ flags, dataDir, paths }: Start, log: FileLog, closing: Closing): Promise<void> {
  const { core, quit, openAtStart } = await openDesktopShell({
    paths,
    logsDir: join(dataDir, 'logs'),
    platform,
    isDevelopment: !app.isPackaged,
    clock,
    log,
    loginItem: createLoginItem(loginFacts(flags, dataDir), clock),
    openCore: (shellPorts) =>
      createCore({
        shell: 'desktop',
        version: app.getVersion(),
        dataDir,
        systemLocale: app.getPreferredSystemLanguages()[0] ?? null,
        log,
        clock,
        chance: Math.random,
        run: { port: flags.port, demo: flags.demo, discover: flags.discover },
        shellPorts,
        keychain: createKeychain(platform),
        settingsFile: createSettingsFile(dataDir),
        readOnBattery: createBatteryReader(platform),
        listListeners: null,
        home,
        env,
      }),
    cleanUp: () => closing.closeAll(),
    exit: () => app.exit(0),
  });
  watchShutdown({ process, clock, log, stop: () => quit.request(signalGraceMs) });
  closing.add(meterEventDelay(clock, log));

  const port = flags.panelPort ?? core.state().settings.panel.port;
  const panel = createPanel({ core, port, pagesDir: null, log });
  const address = await panel.start();
  closing.add(() => panel.stop());
  core.reportPanel(address);
  const onProblem = (error: unknown): void => log.error('instance.json was not written', { error });
  const instance = createInstanceKeeper(core, address, onProblem);
  await instance.write();
  closing.add(() => instance.forget());
  await openAtStart(flags.open);
  await core.start();
  // Who quits during the start has the file removed, and it must stay so.
  if (!closing.hasBegun()) await instance.write();
}

function loginFacts(flags: StartFlags, dataDir: string) {
  return {
    platform,
    isPackaged: app.isPackaged,
    env,
    home,
    program: process.execPath,
    appPath: app.getAppPath(),
    dataArgs: flags.dataDir === null ? [] : ['--data', dataDir],
  };
}

async function end(reason: string, code: number): Promise<void> {
  const title = createTranslate(locale)('tray.told.startFailed');
  const audience = { isPackaged: app.isPackaged, hasTerminal: process.stderr.isTTY };
  await tellStartFailed(title, reason, audience).catch(() => undefined);
  app.exit(code);
}

const fail = (error: unknown): Promise<void> => end(toError(error).message, exitCodes.failed);

function startApp(start: Start): Promise<void> {
  if (!app.requestSingleInstanceLock()) return tellAndEnd(start);
  return app.whenReady().then(() => run(start));
}

async function main(): Promise<void> {
  outliveTerminal(process);
  const words = process.argv.slice(1);
  const parsed = parseStartFlags(words, env, { ignoreUnknown: true });
  const args = headlessArgs(words, parsed.ok ? parsed.flags : null, app.isPackaged);
  if (args !== null) {
    const replace = findReplace(process);
    const program = process.execPath;
    const exit = (code: number): void => app.exit(code);
    const onError = (error: Error): void => {
      fail(error).catch(() => undefined);
    };
    becomeHeadless(args, { program, entry: headlessEntry(), env, replace, spawn, exit, onError });
    return;
  }
  registerAppScheme();
  const start = prepare(parsed);
  await (typeof start === 'string' ? end(start, exitCodes.badUsage) : startApp(start));
}

main().catch(fail);
