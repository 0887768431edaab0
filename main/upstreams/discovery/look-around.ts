import type { AbortSignalLike } from '../../../shared/api.ts';
import type { Candidate, CandidateGroup } from './candidates.ts';
import type { Look } from './look.ts';

/** Never more connections at once than this. */
const mostAtOnce = 8;

export interface LookAroundOptions {
  /** What is known of a candidate already: it is not asked again, and may answer for its kin. */
  known: (candidate: Candidate) => 'server' | 'no-server' | null;
  look: (candidate: Candidate) => Promise<Look>;
  onLooking: (candidate: Candidate, done: number, of: number) => void;
  onLooked: (look: Look) => void;
  signal: AbortSignalLike;
}

/**
 * Looks at the groups, several at once, at the members of one after the other. Where a step had a server, the later steps
 * of its group are left alone. Rejects once `signal` is aborted, and asks nothing more then.
 */
export async function lookAround(
  groups: readonly CandidateGroup[],
  options: LookAroundOptions,
): Promise<Look[]> {
  const looks: Look[] = [];
  const waiting = groups.values();
  const of = groups.flat(2).length;
  let done = 0;

  const lookAtOne = async (candidate: Candidate): Promise<boolean> => {
    const known = options.known(candidate);
    if (known !== null) return known === 'server';
    if (options.signal.aborted) throw new Error('cancelled');
    options.onLooking(candidate, done, of);
    const look = await options.look(candidate);
    looks.push(look);
    options.onLooked(look);
    return look.server !== null;
  };
  const lookAtGroup = async (group: CandidateGroup): Promise<void> => {
    let isFound = false;
    for (const step of group) {
      for (const candidate of isFound ? [] : step) isFound = (await lookAtOne(candidate)) || isFound;
      done += step.length;
    }
  };
  const work = async (): Promise<void> => {
    for (const group of waiting) await lookAtGroup(group);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return looks;
}
