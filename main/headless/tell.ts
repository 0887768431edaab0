import type { AppState } from '../../shared/app-state.ts';
import { createTranslate, renderMessage } from '../../shared/i18n/index.ts';
import type { ServeRequest } from '../cli/environment.ts';
import { hasDisplay } from '../cli/open-link.ts';
import { panelLink } from '../cli/panel.ts';
import type { RunningCore } from '../cli/running-core.ts';
import { renderStartLines } from '../cli/start-lines.ts';
import type { RunningPanel } from '../panel/server.ts';
import type { HeadlessOptions } from './options.ts';

/** Prints where everything is, and opens the panel where a person is there to see it. */
export function tellStarted(
  { flags, json }: ServeRequest,
  state: AppState,
  panel: RunningPanel,
  options: HeadlessOptions,
): void {
  const link = panel.url === null ? null : panelLink(panel.url, panel);
  if (json) printAddresses(state, state.pid, link, options);
  else {
    const { locale } = state;
    const lines = renderStartLines(
      {
        state,
        panelLink: link,
        hasLooked: flags.discover && !flags.demo,
        platform: options.process.platform,
        command: { program: 'npx modeltray', dataDir: flags.dataDir },
      },
      createTranslate(locale),
      (message) => renderMessage(locale, message),
    );
    for (const line of lines) options.stdout.write(`${line}\n`);
  }
  const isSeen = options.isTerminal && hasDisplay(options.process.platform, options.env);
  if (link !== null && flags.open && isSeen) options.openLink(link);
}

/** A second start on the same folder: says where the first one is. */
export async function tellRunning(
  { instance, call }: RunningCore,
  json: boolean,
  options: HeadlessOptions,
): Promise<number> {
  const state = await call('getState', {});
  const link = state.panelUrl === null ? null : panelLink(state.panelUrl, instance);
  if (json) {
    printAddresses(state, instance.pid, link, options);
    return 0;
  }
  const t = createTranslate(state.locale);
  const lines = [
    t('start.alreadyRuns', { pid: instance.pid }),
    state.proxy.status === 'running'
      ? t('start.proxy', { url: state.proxy.baseUrl })
      : t('start.proxyStopped'),
    link === null ? t('start.inApp') : t('start.panel', { url: link }),
  ];
  for (const line of lines) options.stdout.write(`${line}\n`);
  return 0;
}

function printAddresses(
  { proxy, dataDir }: AppState,
  pid: number,
  link: string | null,
  { stdout }: HeadlessOptions,
): void {
  const document = {
    pid,
    dataDir,
    proxy: proxy.status === 'running' ? { baseUrl: proxy.baseUrl, port: proxy.port } : null,
    panel: link === null ? null : { url: link },
  };
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
