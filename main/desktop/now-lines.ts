/** What is going on and cannot be clicked: what loads, what is still being answered, where the last answer came from. */
import type { AppState, Draining } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

/** A menu is no list of everything; the window is. */
const maxOfAKind = 3;

export function nowLines(state: AppState, t: Translate): string[] {
  const { upstreams, traffic } = state;
  const loading = upstreams.filter(({ health }) => health === 'loading');
  return [
    ...loading.slice(0, maxOfAKind).map((server) => loadingLine(server, t)),
    ...traffic.draining.slice(0, maxOfAKind).map((left) => drainingLine(left, state, t)),
    ...lastLine(state, t),
  ];
}

/** Said only where the last answer came from beyond this machine. */
export function lastLine({ traffic: { lastLocation } }: AppState, t: Translate): string[] {
  if (lastLocation === null || lastLocation === 'this-machine') return [];
  return [t(`tray.last.${lastLocation}`)];
}

/** With the time of day at which it began: how long it has been would change the menu by itself. */
function loadingLine({ name: server, healthSince }: UpstreamState, t: Translate): string {
  if (healthSince === null) return t('tray.now.loading', { server });
  return t('tray.now.loadingSince', { server, time: timeOfDay(new Date(healthSince)) });
}

function drainingLine({ upstream, model, count }: Draining, { upstreams }: AppState, t: Translate): string {
  const server = upstreams.find(({ slug }) => slug === upstream)?.name ?? upstream;
  return t('tray.now.draining', { count, model, server });
}

function timeOfDay(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
