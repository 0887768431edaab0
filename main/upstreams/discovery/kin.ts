/**
 * One server may listen on several ports, and its children too: an engine that it starts, a window of its own, sockets
 * between its parts. They are kept together here, so that a server is found once, at the port that is meant for others.
 */
import type { UpstreamKind } from '../../../shared/upstream.ts';
import type { KindProfile } from '../kinds/kind-profile.ts';
import type { Candidate, CandidateGroup } from './candidates.ts';

/** Keeps the order of `candidates`. */
export function groupKin(
  candidates: readonly Candidate[],
  profiles: readonly KindProfile[],
): CandidateGroup[] {
  const families = new Map<string, Candidate[][]>();
  const kin = createKin(candidates, profiles);
  for (const candidate of candidates) {
    const family = kin.familyOf(candidate);
    const steps = families.get(family) ?? [[], [], []];
    families.set(family, steps);
    steps[kin.stepOf(candidate)]?.push(candidate);
  }
  return [...families.values()].map((steps) => steps.filter(({ length }) => length > 0));
}

interface Kin {
  familyOf(candidate: Candidate): string;
  /** 0: the port that is meant for others. 1: another one of the same. 2: one of its children's. */
  stepOf(candidate: Candidate): 0 | 1 | 2;
}

function createKin(candidates: readonly Candidate[], profiles: readonly KindProfile[]): Kin {
  const byPid = new Map<number, Candidate[]>();
  for (const one of candidates) {
    if (one.process !== null) byPid.set(one.process.pid, [...(byPid.get(one.process.pid) ?? []), one]);
  }
  const parents = new Set(candidates.map(({ process }) => process?.parentPid));
  const parentsOf = ({ process }: Candidate): readonly Candidate[] =>
    byPid.get(process?.parentPid ?? -1) ?? [];
  const hasPort = (kinds: readonly UpstreamKind[], port: number): boolean =>
    profiles.some((profile) => kinds.includes(profile.kind) && profile.ports.includes(port));

  const rootOf = (candidate: Candidate): Candidate => {
    const seen = new Set<Candidate>();
    let at = candidate;
    for (
      let parent = parentsOf(at)[0];
      parent !== undefined && !seen.has(parent);
      parent = parentsOf(at)[0]
    ) {
      seen.add(parent);
      at = parent;
    }
    return at;
  };

  return {
    familyOf(candidate) {
      const { process, named, key } = candidate;
      if (process === null) return key;
      const isAlone = named.length === 0 && parentsOf(candidate).length === 0 && !parents.has(process.pid);
      // A process that only passes ports on (Docker, ssh) has several servers behind it.
      if (isAlone) return key;
      // Without command lines and parents (Windows) an engine shows by its server's name alone.
      if (process.command === null && process.parentPid === null) return `name ${process.name.toLowerCase()}`;
      return `pid ${rootOf(candidate).process?.pid ?? ''}`;
    },
    stepOf(candidate) {
      if (candidate.isPointedAt) return 0;
      const parentKinds = parentsOf(candidate).flatMap(({ named }) => named);
      // An engine of another kind may have its own usual port, or one on its command line: it is its parent's still.
      if (parentKinds.length > 0) return hasPort(parentKinds, candidate.port) ? 0 : 2;
      return isMeantForOthers(candidate, hasPort) ? 0 : parentsOf(candidate).length > 0 ? 2 : 1;
    },
  };
}

function isMeantForOthers(
  { process, named, kinds, port }: Candidate,
  hasPort: (kinds: readonly UpstreamKind[], port: number) => boolean,
): boolean {
  if (isOnCommandLine(process?.command ?? '', port)) return true;
  return named.length > 0 ? hasPort(named, port) : kinds.length > 0;
}

function isOnCommandLine(command: string, port: number): boolean {
  return [...command.matchAll(/(?:^|\s)--port[= ](\d+)(?=\s|$)/g)].some(([, text]) => Number(text) === port);
}
