/**
 * Which software a server may be, by its answer to the model list's path, its port and its process. Pure: it decides
 * whom to ask for proof and in which order; `detect-kind.ts` asks.
 */
import type { KindMark, WithoutList } from './kinds/kind-profile.ts';
import { ownerOf, rowsOf } from './kinds/model-list.ts';
import type { Answer } from './ask.ts';
import { allSoftware, isCalled, kindOfPort } from './software.ts';
import type { ProcessInfo, Software } from './software.ts';

/** What the answer to the model list's path amounts to. */
export type ListAnswer = 'list' | WithoutList;

/** What is known of a server beside its answers. */
export interface Hints {
  port: number;
  /** The path that the server's own paths are below; '' at its root. */
  path: string;
  process: ProcessInfo | null;
}

export function classify(list: Answer): ListAnswer {
  if (rowsOf(list) !== null) return 'list';
  if (list.status === 401 || list.status === 403) return 'refused';
  return allSoftware.some(({ isLoading }) => isLoading(list)) ? 'loading' : 'missing';
}

/** True where the model list itself is the proof, so that it costs no further request. */
export function isProvenByList({ confirm }: KindMark): boolean {
  return confirm?.path === '/v1/models';
}

/** The header of an answer that one software alone sends, as it is written on the wire: `Server: llama.cpp`. */
export function findByHeader({ headers }: Answer): { software: Software; header: string } | null {
  for (const software of allSoftware) {
    const { header } = software.mark;
    const value = header === null ? undefined : headers[header.name];
    if (header !== null && typeof value === 'string' && header.pattern.test(value)) {
      return {
        software,
        header: `${header.name.replace(/\b[a-z]/g, (first) => first.toUpperCase())}: ${value}`,
      };
    }
  }
  return null;
}

/**
 * The owner that one software alone writes, in every row of its model list; in any of them where it forwards, because
 * its other rows may carry the owners of those behind it.
 */
export function findByOwner(list: Answer): { software: Software; owner: string } | null {
  const owners = (rowsOf(list) ?? []).map(ownerOf);
  const ordered = [...allSoftware].sort((a, b) => Number(a.forwards) - Number(b.forwards));
  for (const software of ordered) {
    const isOwn = (owner: string | null): boolean => owner !== null && software.mark.owners.includes(owner);
    const owner = owners.find(isOwn);
    if (typeof owner === 'string' && (software.forwards || owners.every(isOwn))) return { software, owner };
  }
  return null;
}

/**
 * Those that the answer does not rule out and that something speaks for: its look, the process, the port. Imitators
 * stand before the imitated, and before others whom more speaks for.
 */
export function findSuspects(list: Answer, hints: Hints): Software[] {
  const seen = { ...hints, list, as: classify(list) };
  const suspects = allSoftware
    .filter((software) => isPossible(software, seen))
    .map((software) => ({ software, weight: weigh(software, seen) }))
    .filter(({ weight }) => weight > 0);
  return [...suspects, ...imitatorsOf(suspects, seen)]
    .sort((a, b) => rank(b) - rank(a))
    .map(({ software }) => software);
}

interface Seen extends Hints {
  list: Answer;
  as: ListAnswer;
}

interface Suspect {
  software: Software;
  weight: number;
}

const byProcess = 4;
const byLook = 3;
const byPort = 2;
const byImitation = 1;

function weigh(software: Software, seen: Seen): number {
  if (seen.process !== null && isCalled(software.processes, seen.process)) return byProcess;
  if (looksLike(software, seen)) return byLook;
  return software.ports.includes(seen.port) && isPortTelling(software, seen) ? byPort : 0;
}

/** Its answer is written so, or it is asked below the path that this software has its API at. */
function looksLike({ mark, basePath }: Software, { list, path }: Seen): boolean {
  return mark.isLikely?.(list) === true || (basePath !== null && path.endsWith(basePath));
}

/**
 * Whether a port is reason enough to ask a stranger for more. Not where rows already show what it lists, and not where
 * no list is and several kinds share the port: web servers love 8080.
 */
function isPortTelling({ mark }: Software, { list, as, port }: Seen): boolean {
  if (as === 'missing') return kindOfPort(port) !== null;
  return as !== 'list' || rowsOf(list)?.length === 0 || isProvenByList(mark);
}

/** False where the answer is none that this software gives. */
function isPossible(software: Software, seen: Seen): boolean {
  const { mark } = software;
  if (looksLike(software, seen)) return true;
  if (seen.as !== 'list') return mark.without.includes(seen.as);
  const isMarked = mark.owners.length > 0 || mark.isLikely !== undefined || isProvenByList(mark);
  // What says nothing of its list either has one like everybody's, or has none.
  if (!isMarked) return !mark.without.includes('missing');
  return rowsOf(seen.list)?.length === 0 ? mark.rulesOutEmpty !== true : isProvenByList(mark);
}

/** Who answers the paths of a suspect too and is not ruled out; none where the suspect's own process was seen. */
function imitatorsOf(suspects: readonly Suspect[], seen: Seen): Suspect[] {
  const imitated = suspects.filter(({ weight }) => weight < byLook).map(({ software }) => software.kind);
  return allSoftware
    .filter(({ mark }) => mark.imitates.some((kind) => imitated.includes(kind)))
    .filter((software) => !software.forwards && isPossible(software, seen))
    .filter((software) => !suspects.some((suspect) => suspect.software === software))
    .map((software) => ({ software, weight: byImitation }));
}

const imitatedKinds = new Set(allSoftware.flatMap(({ mark }) => mark.imitates));

/** The imitated last, and with them those whose list is the only proof, because others may write it too. */
function rank({ software: { kind, mark }, weight }: Suspect): number {
  const isWeak = imitatedKinds.has(kind) || (isProvenByList(mark) && mark.isLikely === undefined);
  return isWeak ? weight : 10 + weight;
}
