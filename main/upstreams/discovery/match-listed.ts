/** Which of the servers that were found are listed already, and which listed one a new one may be. Pure but for our own addresses. */
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { isOwnAddress } from '../../net/own-address.ts';
import { isSameAddress, parseBaseUrl } from '../base-url.ts';
import { kindProfiles } from '../kinds/index.ts';
import type { Listener, ListenerTable } from './listener.ts';
import { isOnLoopback } from './listener.ts';

/** A listed server, as far as it takes part in this. */
export interface ListedServer {
  slug: string;
  name: string;
  kind: UpstreamKind;
  baseUrl: string;
  /** The ids that it listed when it last answered. */
  models: readonly string[];
}

export interface Find {
  kind: UpstreamKind;
  baseUrl: string;
  models: readonly { id: string }[];
}

/** True for an address of this machine, of its loopback or of one of its interfaces. */
export function isOnThisMachine(baseUrl: string): boolean {
  const { host, port } = parseBaseUrl(baseUrl);
  return isOwnAddress(host, port, new Set([port]));
}

/** The slug of the listed server at this address of this machine, by whichever of its names; null where none is. */
export function listedAt(baseUrl: string, listed: readonly ListedServer[]): string | null {
  const { port, apiPath } = parseBaseUrl(baseUrl);
  const found = listed.find((one) => {
    const other = parseBaseUrl(one.baseUrl);
    const isAlike = other.port === port && other.apiPath === apiPath;
    return isSameAddress(one.baseUrl, baseUrl) || (isAlike && isOnThisMachine(one.baseUrl));
  });
  return found?.slug ?? null;
}

/** The listed servers of this machine's loopback where nothing listens any more. */
export function unheard(listed: readonly ListedServer[], { listeners }: ListenerTable): ListedServer[] {
  const ports = new Set(listeners.filter((one: Listener) => isOnLoopback(one)).map(({ port }) => port));
  return listed.filter(({ baseUrl }) => {
    const { host, port } = parseBaseUrl(baseUrl);
    return /^(localhost|127\..*|\[::1\])$/.test(host) && !ports.has(port);
  });
}

/**
 * By base URL, the slug of the server that each find may be: one of `down`, of the same kind, which has models in common
 * with it or is the only one of that kind. Where two finds may be the same server, or the kind is any software that speaks
 * the API, only models decide.
 */
export function matchMoved(
  finds: readonly Find[],
  down: readonly ListedServer[],
): ReadonlyMap<string, string> {
  const claims = finds.flatMap((find) => {
    const server = serverThatFits(find, down);
    return server === null ? [] : [{ find, server, isSure: hasCommonModel(find, server) }];
  });
  const kept = claims.filter(({ server, isSure }, at) => {
    const rivals = claims.filter((other, index) => index !== at && other.server === server);
    return isSure ? rivals.every((other) => !other.isSure) : rivals.length === 0;
  });
  return new Map(kept.map(({ find, server }) => [find.baseUrl, server.slug]));
}

function serverThatFits(find: Find, down: readonly ListedServer[]): ListedServer | null {
  const alike = down.filter(({ kind }) => kind === find.kind);
  const common = alike.filter((server) => hasCommonModel(find, server));
  const fitting = common.length > 0 ? common : alike.filter(({ kind }) => hasMark(kind));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Something tells its software from any other. */
function hasMark(kind: UpstreamKind): boolean {
  const { owners, header, confirm } = kindProfiles[kind].mark;
  return owners.length > 0 || header !== null || confirm !== null;
}

function hasCommonModel(find: Find, server: ListedServer): boolean {
  return find.models.some(({ id }) => server.models.includes(id));
}
