/** A look for servers as the sheet shows it: a pure function of what the job has told. */
import type { DiscoverEvent, DiscoverReport, FoundServer } from '../../../shared/discovery.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { isSameAddress } from '../../address.ts';
import type { Failure } from '../../failure.ts';
import type { JobEnd } from '../../window-bridge.ts';

export interface FindState {
  phase: 'idle' | 'looking' | 'done' | 'stopped' | 'failed';
  /** Every listening port was asked, or is being asked. */
  isEverywhere: boolean;
  /** How many listen, and how many of them are looked at; null until the sockets were listed. */
  listed: { listeners: number; candidates: number; canSeeProcesses: boolean } | null;
  at: { address: string; done: number; of: number } | null;
  /** In the order in which they were found: nothing moves while more come. */
  servers: readonly FoundServer[];
  /** Slugs. */
  gone: readonly string[];
  failure: Failure | null;
}

export const notLooked: FindState = {
  phase: 'idle',
  isEverywhere: false,
  listed: null,
  at: null,
  servers: [],
  gone: [],
  failure: null,
};

/** A new look. The step to everywhere keeps what the first one found. */
export function beginLook(before: FindState, isEverywhere: boolean): FindState {
  return { ...notLooked, phase: 'looking', isEverywhere, servers: isEverywhere ? before.servers : [] };
}

export function afterEvent(state: FindState, event: DiscoverEvent): FindState {
  switch (event.type) {
    case 'listed': {
      const { listeners, candidates, canSeeProcesses } = event;
      return { ...state, listed: { listeners, candidates, canSeeProcesses } };
    }
    case 'looking':
      return { ...state, at: { address: event.address, done: event.done, of: event.of } };
    case 'found':
      return { ...state, servers: withServer(state.servers, event.server) };
  }
}

export function afterEnd(state: FindState, end: JobEnd<DiscoverReport>): FindState {
  if (end.as === 'failed') return { ...state, phase: 'failed', failure: end.failure };
  if (end.as === 'stopped') return { ...state, phase: 'stopped' };
  const { servers, gone, listeners, candidates, canSeeProcesses } = end.result;
  return {
    ...state,
    phase: 'done',
    listed: { listeners, candidates, canSeeProcesses },
    servers: servers.reduce(withServer, keptOf(state.servers, servers)),
    gone,
  };
}

/** In place where it is known already, else at the end. */
function withServer(servers: readonly FoundServer[], server: FoundServer): readonly FoundServer[] {
  const at = servers.findIndex(({ baseUrl }) => baseUrl === server.baseUrl);
  return at === -1 ? [...servers, server] : servers.with(at, server);
}

function keptOf(shown: readonly FoundServer[], final: readonly FoundServer[]): readonly FoundServer[] {
  return shown.filter(({ baseUrl }) => final.some((server) => server.baseUrl === baseUrl));
}

/** How far it is, from 0 to 100; null where nothing runs. */
export function percentOf({ phase, at }: FindState): number | null {
  if (phase !== 'looking') return null;
  return at === null || at.of === 0 ? 0 : Math.round((at.done / at.of) * 100);
}

/** What a found server is to the list. */
export type Standing =
  | { as: 'listed'; server: UpstreamState }
  /** A listed one that no longer answers may have moved here. */
  | { as: 'moved'; from: UpstreamState }
  | { as: 'new' };

/** The list may have changed since the server was found. */
export function standingOf(found: FoundServer, upstreams: readonly UpstreamState[]): Standing {
  const listed = upstreams.find(
    ({ slug, baseUrl }) => slug === found.listedAs || isSameAddress(baseUrl, found.baseUrl),
  );
  if (listed !== undefined) return { as: 'listed', server: listed };
  const from = upstreams.find(({ slug }) => slug === found.mayBe);
  return from === undefined ? { as: 'new' } : { as: 'moved', from };
}
