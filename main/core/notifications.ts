/**
 * Decides what the system's notifications tell of, and how seldom. Shows none itself: the shell does, in its language.
 * Where a shell has no notifications, nothing is decided and nothing remembered.
 */
import type { RequestRow } from '../../shared/app-state.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message, MessageKey } from '../../shared/i18n/index.ts';
import type { Clock } from '../../shared/ports.ts';
import type { NotificationName } from '../../shared/preferences.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Health } from '../../shared/upstream.ts';

export interface Notifications {
  /** A request is over. Cheap for one that was answered nearby: the hot path calls it. */
  takeRequest(row: RequestRow): void;
  takeHealth(slug: string, health: Health): void;
}

export interface NotificationOptions {
  clock: Pick<Clock, 'monotonicMs'>;
  settings: () => Settings['notifications'];
  nameOf: (slug: string) => string;
  tell: (text: Message) => void;
  /** Stores that the cloud has answered once. Must not throw. */
  rememberCloud: () => void;
}

/** How long nothing more of the same kind is told about the same server. */
const restMs = {
  noServer: 3_600_000,
  firstCloud: 0,
  requestFailed: 600_000,
  serverDown: 3_600_000,
  serverBack: 3_600_000,
} as const satisfies Record<NotificationName, number>;

const wantsServer: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'error.no_upstream',
  'error.no_upstream.down',
  'error.no_upstream.locked',
  'error.upstream_unreachable',
]);

/** Which kind of failure a finished request is; null where it is none that a user could do anything about. */
export function failureOf({ outcome, status, error }: RequestRow): 'noServer' | 'requestFailed' | null {
  if (outcome !== 'failed' || error === null || error.key === 'error.stopping') return null;
  if (wantsServer.has(error.key)) return 'noServer';
  // What is wrong with the request itself is its program's matter: it has got the answer that says so.
  return status >= 400 && status < 500 && status !== 429 ? null : 'requestFailed';
}

export function createNotifications(options: NotificationOptions): Notifications {
  const { settings, nameOf, tell } = options;
  const mayTell = createRests(options.clock);
  const used = new Set<string>();
  const down = new Set<string>();
  let hasCloudAnswered = false;

  const say = (kind: NotificationName, about: string, text: Message): void => {
    if (settings()[kind] && mayTell(kind, about)) tell(text);
  };
  const takeFailure = (row: RequestRow): void => {
    const kind = failureOf(row);
    if (kind !== null && row.error !== null) say(kind, serverOf(row), row.error);
  };
  const takeCloudAnswer = ({ upstream, model }: RequestRow): void => {
    if (hasCloudAnswered || settings().cloudWasUsed) return;
    // Held here too: settings that cannot be written must not make the first time come again.
    hasCloudAnswered = true;
    const server = upstream === null ? '–' : nameOf(upstream);
    say('firstCloud', '', message('notify.firstCloud', { model: model ?? '–', server }));
    options.rememberCloud();
  };

  return {
    takeRequest(row) {
      if (row.outcome !== 'answered') {
        takeFailure(row);
        return;
      }
      if (row.upstream !== null) used.add(row.upstream);
      if (row.location === 'cloud') takeCloudAnswer(row);
    },
    takeHealth(slug, health) {
      if (health === 'unreachable' && used.has(slug) && !down.has(slug)) {
        down.add(slug);
        say('serverDown', slug, message('notify.serverDown', { server: nameOf(slug) }));
      } else if (health === 'healthy' && down.delete(slug)) {
        say('serverBack', slug, message('notify.serverBack', { server: nameOf(slug) }));
      }
    },
  };
}

/** Which server it is about. Where none was asked, the words name those that were missing. */
function serverOf({ upstream, error }: RequestRow): string {
  const named = error?.params?.['servers'];
  return upstream ?? (typeof named === 'string' ? named : '');
}

/** True once, and again when the rest of that kind and server is over. */
function createRests(clock: Pick<Clock, 'monotonicMs'>): (kind: NotificationName, about: string) => boolean {
  const toldAtMs = new Map<string, number>();
  return (kind, about) => {
    const matter = `${kind} ${about}`;
    const nowMs = clock.monotonicMs();
    if (nowMs - (toldAtMs.get(matter) ?? Number.NEGATIVE_INFINITY) < restMs[kind]) return false;
    toldAtMs.set(matter, nowMs);
    return true;
  };
}
