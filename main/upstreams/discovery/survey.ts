/** Looks at this machine in two steps: what listens and may be a server, without a request; then a look at each of those. */
import type { AbortSignalLike } from '../../../shared/api.ts';
import { toError } from '../../../shared/errors.ts';
import type { Clock, Log } from '../../../shared/ports.ts';
import type { Net } from '../../net/net.ts';
import { planCandidates } from './candidates.ts';
import type { CandidateGroup } from './candidates.ts';
import { readHints } from './hints.ts';
import type { Surroundings } from './hints.ts';
import type { ListenerTable, ListListeners } from './listener.ts';
import { lookAt } from './look.ts';
import type { Look } from './look.ts';
import { lookAround } from './look-around.ts';
import type { LookAroundOptions } from './look-around.ts';
import type { ListedServer } from './match-listed.ts';
import { isOnThisMachine } from './match-listed.ts';

export interface SurveyOptions {
  net: Net;
  clock: Clock;
  log: Log;
  listListeners: ListListeners;
  surroundings: Surroundings;
  /** What this process listens on. */
  ownPorts: () => ReadonlySet<number>;
  ownPid: number;
  listed: () => readonly ListedServer[];
  /** The stored key of a listed server at this very address; null where there is none. */
  keyAt: (baseUrl: string) => string | null;
}

export interface Scan {
  /** Null where the system could not list them: the groups are made of the known ports then. */
  table: ListenerTable | null;
  groups: readonly CandidateGroup[];
}

export interface Survey {
  /** Sends nothing. `all`: every listener, whatever it is called. */
  scan(all: boolean): Promise<Scan>;
  /** In the order of their ports. Rejects when cancelled, and for nothing that a listener does. */
  look(scan: Scan, request: Omit<LookAroundOptions, 'look'>): Promise<Look[]>;
}

export function createSurvey(options: SurveyOptions): Survey {
  const { net, clock, keyAt, listed, ownPorts, ownPid } = options;
  return {
    async scan(all) {
      const [table, hints] = await Promise.all([listOrNull(options), readHints(options.surroundings)]);
      const groups = planCandidates({
        table,
        hints,
        all,
        own: { ports: ownPorts(), pid: ownPid },
        listed: listed().filter(({ baseUrl }) => isOnThisMachine(baseUrl)),
      });
      return { table, groups };
    },
    async look({ groups }, request) {
      const { signal } = request;
      const look = lookWith({ net, clock, keyAt, signal });
      const looks = await lookAround(groups, { ...request, look });
      return looks.sort((a, b) => a.candidate.port - b.candidate.port);
    },
  };
}

function lookWith({
  net,
  clock,
  keyAt,
  signal,
}: Pick<SurveyOptions, 'net' | 'clock' | 'keyAt'> & {
  signal: AbortSignalLike;
}): LookAroundOptions['look'] {
  return (candidate) => lookAt(candidate, { net, clock, key: keyAt(candidate.baseUrl), signal });
}

async function listOrNull({ listListeners, log }: SurveyOptions): Promise<ListenerTable | null> {
  try {
    return await listListeners();
  } catch (thrown) {
    log.debug('the listening sockets cannot be listed', { reason: toError(thrown).message });
    return null;
  }
}
