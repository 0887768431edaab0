/**
 * Which listeners are looked at, in which order. Pure, and the one place that decides it: a known port, a process that is
 * called like a server, a hint, or a listed server; everything else only where it was asked for.
 */
import type { Message } from '../../../shared/i18n/index.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { parseBaseUrl } from '../base-url.ts';
import type { ProcessInfo } from '../detect-kind.ts';
import { kindProfiles } from '../kinds/index.ts';
import type { KindProfile } from '../kinds/kind-profile.ts';
import type { Hint } from './hints.ts';
import { hostsOf } from './hosts.ts';
import { groupKin } from './kin.ts';
import type { Listener, ListenerProcess, ListenerTable } from './listener.ts';

/** One listener that may be a model server. */
export interface Candidate {
  /** The same while the same process listens at the same addresses. */
  key: string;
  baseUrl: string;
  port: number;
  process: ListenerProcess | null;
  /** What its process may be by its name or command line. */
  named: readonly UpstreamKind[];
  /** What it may be by anything: hints first, then its process, then its port. */
  kinds: readonly UpstreamKind[];
  /** It is looked at for more than its process: a hint or the list names this very port. */
  isPointedAt: boolean;
  /** What the hints are. */
  evidence: readonly Message[];
}

/** Candidates that may be one server: a step is only looked at where those before it were no server. */
export type CandidateGroup = readonly (readonly Candidate[])[];

export interface PlanInput {
  /** Null where the system could not list them: the known ports are tried then. */
  table: ListenerTable | null;
  hints: readonly Hint[];
  /** Every listener that is nobody's of the known ones, too. */
  all: boolean;
  /** What we listen on, and who we are. */
  own: { ports: ReadonlySet<number>; pid: number };
  /** Addresses on this machine that are listed already. */
  listed: readonly { kind: UpstreamKind; baseUrl: string }[];
  profiles?: readonly KindProfile[];
}

export function planCandidates(input: PlanInput): CandidateGroup[] {
  const profiles = input.profiles ?? Object.values(kindProfiles);
  const listeners = (input.table?.listeners ?? knownListeners(input, profiles)).filter(
    (listener) => !isOwn(listener, input.own) && !isWorker(listener.process, profiles),
  );
  const hosts = hostsOf(listeners);
  const candidates = [...hosts]
    .map(([listener, host]) => toCandidate(listener, host, input, profiles))
    .filter(({ kinds }) => input.all || kinds.length > 0)
    .sort((a, b) => Number(a.kinds.length === 0) - Number(b.kinds.length === 0) || a.port - b.port);
  return groupKin(candidates, profiles);
}

/** Where nothing can be listed: a connection to a port where nothing is costs nothing. */
function knownListeners({ hints, listed }: PlanInput, profiles: readonly KindProfile[]): Listener[] {
  const ports = new Set([
    ...hints.map(({ port }) => port),
    ...listed.map(({ baseUrl }) => parseBaseUrl(baseUrl).port),
    ...profiles.flatMap((profile) => profile.ports),
  ]);
  return [...ports].map((port) => ({ port, addresses: ['127.0.0.1'], process: null }));
}

function isOwn({ port, process }: Listener, own: PlanInput['own']): boolean {
  return own.ports.has(port) || process?.pid === own.pid || process?.parentPid === own.pid;
}

/** Engines of a server, each with sockets of its own. */
function isWorker(process: ProcessInfo | null, profiles: readonly KindProfile[]): boolean {
  return profiles.some(({ workers }) => matches(process, workers));
}

/** True if a pattern fits the name or the command line. */
function matches(process: ProcessInfo | null, patterns: readonly RegExp[]): boolean {
  if (process === null) return false;
  return patterns.some((pattern) => pattern.test(process.name) || pattern.test(process.command ?? ''));
}

function toCandidate(
  { port, addresses, process }: Listener,
  host: string,
  { hints, listed }: PlanInput,
  profiles: readonly KindProfile[],
): Candidate {
  const own = hints.filter((hint) => hint.port === port);
  const inList = listed.filter(({ baseUrl }) => parseBaseUrl(baseUrl).port === port);
  const named = profiles.filter(({ processes }) => matches(process, processes)).map(({ kind }) => kind);
  const byPort = profiles.filter(({ ports }) => ports.includes(port)).map(({ kind }) => kind);
  const { scheme = 'http', path = '' } = own[0] ?? {};
  return {
    key: `${port} ${[...addresses].sort().join(' ')} ${process?.pid ?? ''}`,
    baseUrl: `${scheme}://${host}:${port}${path}`,
    port,
    process,
    named,
    kinds: [...new Set([...own, ...inList].map(({ kind }) => kind).concat(named, byPort))],
    isPointedAt: own.length > 0 || inList.length > 0,
    evidence: own.map(({ evidence }) => evidence),
  };
}
