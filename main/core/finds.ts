/** What follows from a look at this machine: which finds are listed, which listed server one may be, adding, offering. */
import type { FoundServer } from '../../shared/discovery.ts';
import { message } from '../../shared/i18n/index.ts';
import { slugFor, upstreamKinds } from '../../shared/upstream.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import type { ListenerTable } from '../upstreams/discovery/listener.ts';
import type { SeenServer } from '../upstreams/discovery/look.ts';
import type { ListedServer } from '../upstreams/discovery/match-listed.ts';
import { isOnThisMachine, listedAt, matchMoved, unheard } from '../upstreams/discovery/match-listed.ts';
import { kindProfiles } from '../upstreams/kinds/index.ts';
import type { Notices } from './notices.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import { takenSlugs } from './routes.ts';
import { serverName } from './server-names.ts';
import type { UpstreamsService } from './upstreams-service.ts';

export interface Finds {
  /** Each with the listed server that it is, or may be. */
  placed(servers: readonly SeenServer[], table: ListenerTable | null): FoundServer[];
  /** Slugs of listed servers of this machine that are not there any more. */
  gone(table: ListenerTable | null): Promise<string[]>;
  /** Adds those that are new and may be added unasked, probes them, and gives their slugs. */
  addAll(servers: readonly FoundServer[]): Promise<string[]>;
  /** Says that a listed server seems to be at this address now, once for each process. */
  offerMove(server: FoundServer): void;
}

export interface FindsOptions {
  settings: Pick<SettingsKeeper, 'get' | 'change'>;
  upstreams: Pick<UpstreamsService, 'facts' | 'look'>;
  notices: Notices;
  /** Runs `looks` and lets the choice of the active model wait for their end. */
  together: <Result>(looks: () => Promise<Result>) => Promise<Result>;
  listed: () => readonly ListedServer[];
}

export function createFinds({ settings, upstreams, notices, together, listed }: FindsOptions): Finds {
  const offered = new Set<string>();
  const isDown = ({ slug }: ListedServer): boolean => upstreams.facts(slug).health === 'unreachable';
  const silent = (all: readonly ListedServer[], table: ListenerTable | null): ListedServer[] =>
    table === null ? [] : unheard(all, table);

  /** It is listed where it was, and does not answer there. */
  const isStillAway = (server: ListedServer): boolean =>
    isDown(server) &&
    listed().some(({ slug, baseUrl }) => slug === server.slug && baseUrl === server.baseUrl);

  const add = async ({ kind, product, baseUrl }: FoundServer): Promise<string[]> => {
    // What was looked at first may have been added meanwhile, by hand.
    if (kind === 'demo' || listedAt(baseUrl, listed()) !== null) return [];
    const { upstreams: before } = settings.get();
    const name = serverName(before, { kind, product, baseUrl });
    const slug = slugFor(name, kind, takenSlugs(settings.get()));
    settings.change((at) => ({ ...at, upstreams: [...at.upstreams, { slug, name, kind, baseUrl }] }));
    const text = message('notice.upstreamFound', { name, address: baseUrl });
    const actions = [{ do: 'change-active' as const }];
    notices.say({ id: `found-${slug}`, level: 'info', text, actions, canDismiss: true });
    await upstreams.look(slug);
    return [slug];
  };

  return {
    placed(servers, table) {
      const all = listed();
      const placed = servers.map((server) => ({ ...server, listedAs: listedAt(server.baseUrl, all) }));
      const atHome = new Set(placed.map(({ listedAs }) => listedAs));
      const unheardOf = new Set(silent(all, table));
      const down = all.filter(
        (one) => !atHome.has(one.slug) && isOnThisMachine(one.baseUrl) && (isDown(one) || unheardOf.has(one)),
      );
      const moved = matchMoved(
        placed.filter(({ listedAs }) => listedAs === null),
        down,
      );
      return placed.map((server) => ({ ...server, mayBe: moved.get(server.baseUrl) ?? null }));
    },
    async gone(table) {
      // A port that a container's network passes on has no listener: whether it is gone, a connection tells.
      const silentOnes = silent(listed(), table);
      await Promise.all(silentOnes.filter((one) => !isDown(one)).map(({ slug }) => upstreams.look(slug)));
      return silentOnes.filter(isDown).map(({ slug }) => slug);
    },
    async addAll(servers) {
      const wanted = servers.filter(mayBeAdded).sort((a, b) => rank(a) - rank(b));
      if (wanted.length === 0) return [];
      return (await together(() => Promise.all(wanted.map(add)))).flat();
    },
    offerMove({ baseUrl, process, mayBe }) {
      const server = listed().find(({ slug }) => slug === mayBe);
      const offer = `${mayBe ?? ''} ${baseUrl} ${process?.pid ?? ''}`;
      if (server === undefined || offered.has(offer)) return;
      offered.add(offer);
      const { slug, name, baseUrl: before } = server;
      const [old, now] = [parseBaseUrl(before).origin, parseBaseUrl(baseUrl).origin];
      notices.say(
        {
          id: `server-moved-${slug}`,
          level: 'warning',
          text: message('find.moved', { name, old, now }),
          actions: [{ do: 'move-server', slug, baseUrl }],
          canDismiss: true,
        },
        () => isStillAway(server) && listedAt(baseUrl, listed()) === null,
      );
    },
  };
}

/** The order of the list: kinds as we name them, whatever their ports are. */
function rank({ kind }: FoundServer): number {
  return upstreamKinds.indexOf(kind);
}

/** What forwards elsewhere, or wants a key first, is its user's to add. */
function mayBeAdded({ kind, listedAs, mayBe, health }: FoundServer): boolean {
  return listedAs === null && mayBe === null && health !== 'unauthorized' && !kindProfiles[kind].forwards;
}
