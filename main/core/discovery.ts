/**
 * Finds the model servers of this machine: at the first start and while the demo answers by itself, and then what is found
 * is added; whenever the user asks for it, and then it is shown; and where a listed server may have gone to.
 */
import type { AbortSignalLike, JobContext } from '../../shared/api.ts';
import type { DiscoverEvent, DiscoverReport } from '../../shared/discovery.ts';
import { toError } from '../../shared/errors.ts';
import { createTurns } from '../settings/in-turn.ts';
import type { Candidate } from '../upstreams/discovery/candidates.ts';
import type { Look } from '../upstreams/discovery/look.ts';
import { isOnThisMachine, listedAt } from '../upstreams/discovery/match-listed.ts';
import { createMemory } from '../upstreams/discovery/memory.ts';
import { createSurvey } from '../upstreams/discovery/survey.ts';
import type { Scan, SurveyOptions } from '../upstreams/discovery/survey.ts';
import { createFinds } from './finds.ts';
import type { FindsOptions } from './finds.ts';

export interface Discovery {
  isLooking(): boolean;
  /** The user's look. Adds what it finds where no server was ever there, and only shows it otherwise. */
  discover(input: { all: boolean }, context: JobContext<DiscoverEvent>): Promise<DiscoverReport>;
  /** Looks now, where that is wanted, and again while the demo answers. Resolves after the first look. */
  keepLooking(): Promise<void>;
  /**
   * A listed server of this machine no longer answers: says so where it seems to be at another port now. Lists the
   * listeners, and asks only those that are new and may be of its kind. Never rejects.
   */
  lookForMoved(slug: string): Promise<void>;
  stop(): void;
}

export interface DiscoveryOptions extends SurveyOptions, FindsOptions {
  /** May look by itself: not with `--no-discover`, `--demo`, or settings that are not ours to change. */
  isAllowed: () => boolean;
  /** No server was ever there. */
  isFirstStart: () => boolean;
  /** The demo answers, so a real server would be welcome. */
  isDemoActive: () => boolean;
  /** May change the settings without being asked to. */
  mayAdd: () => boolean;
  onChange: () => void;
}

const againMs = 5_000;

export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { clock, log, listed, isAllowed, isFirstStart, isDemoActive, mayAdd, onChange } = options;
  const isWanted = (): boolean => isFirstStart() || isDemoActive();
  const survey = createSurvey(options);
  const finds = createFinds(options);
  const memory = createMemory();
  /** One look at a time: what one adds the next one knows, and their connections never add up. */
  const inTurn = createTurns();
  const stopping = new AbortController();
  let looks = 0;
  let cancelNext: (() => void) | null = null;

  const count = (change: 1 | -1): void => {
    looks += change;
    onChange();
  };
  const whileLooking = async <Result>(look: () => Promise<Result>): Promise<Result> => {
    count(1);
    try {
      return await look();
    } finally {
      count(-1);
    }
  };
  /** By itself it asks no listed server, and nothing that it has asked before. */
  const known = (candidate: Candidate): 'server' | 'no-server' | null =>
    listedAt(candidate.baseUrl, listed()) === null ? memory.known(candidate) : 'server';

  /** Every five seconds the same listeners: a look that asks nobody changes no state. */
  const lookQuietly = async (scan: Scan, isWorthIt: (candidate: Candidate) => boolean): Promise<Look[]> => {
    const asked = new Set<Candidate>();
    const onLooking = (candidate: Candidate): void => {
      if (asked.size === 0) count(1);
      asked.add(candidate);
    };
    try {
      const looked = await survey.look(scan, {
        known: (candidate) => known(candidate) ?? (isWorthIt(candidate) ? null : 'no-server'),
        onLooking,
        onLooked: () => undefined,
        signal: stopping.signal,
      });
      memory.take(scan, looked);
      return looked;
    } finally {
      if (asked.size > 0) count(-1);
    }
  };

  const lookByItself = async (): Promise<void> => {
    const scan = await survey.scan(false);
    if (stopping.signal.aborted) return;
    const looked = await lookQuietly(scan, () => true);
    const servers = finds.placed(serversOf(looked), scan.table);
    servers.forEach(finds.offerMove);
    await finds.addAll(servers);
  };

  const lookForMoved = async (slug: string): Promise<void> => {
    const server = listed().find((one) => one.slug === slug);
    if (server === undefined || !isAllowed() || !isOnThisMachine(server.baseUrl)) return;
    const scan = await survey.scan(false);
    if (scan.table === null || stopping.signal.aborted) return;
    await lookQuietly(scan, ({ kinds }) => kinds.includes(server.kind));
    const unlisted = memory
      .servers()
      .filter(({ candidate }) => listedAt(candidate.baseUrl, listed()) === null);
    const servers = finds.placed(serversOf(unlisted), scan.table);
    servers.filter(({ mayBe }) => mayBe === slug).forEach(finds.offerMove);
  };

  const discover = async (
    all: boolean,
    { emit, signal }: JobContext<DiscoverEvent>,
  ): Promise<DiscoverReport> => {
    refuseIfCancelled(signal);
    const scan = await survey.scan(all);
    refuseIfCancelled(signal);
    const counts = countsOf(scan);
    emit({ type: 'listed', ...counts });
    const looked = await survey.look(scan, {
      known: () => null,
      onLooking: ({ baseUrl }, done, of) => emit({ type: 'looking', address: baseUrl, done, of }),
      onLooked: (look) => {
        for (const server of finds.placed(serversOf([look]), scan.table)) emit({ type: 'found', server });
      },
      signal,
    });
    memory.take(scan, looked);
    const gone = await finds.gone(scan.table);
    const servers = finds.placed(serversOf(looked), scan.table);
    refuseIfCancelled(signal);
    const added = isWanted() && mayAdd() ? await finds.addAll(servers) : [];
    return { servers, gone, added, ...counts };
  };

  const orLog = async (look: () => Promise<void>): Promise<void> => {
    try {
      await inTurn(look);
    } catch (thrown) {
      if (!stopping.signal.aborted) log.error('looking for servers failed', { error: toError(thrown).stack });
    }
  };
  const again = (): void => {
    if (stopping.signal.aborted || !isAllowed() || !isDemoActive()) return;
    cancelNext = clock.after(againMs, () => {
      if (isDemoActive()) orLog(lookByItself).then(again, again);
    });
  };

  return {
    isLooking: () => looks > 0,
    discover: ({ all }, context) =>
      whileLooking(() =>
        unlessCancelled(
          context.signal,
          inTurn(() => discover(all, context)),
        ),
      ),
    async keepLooking() {
      if (stopping.signal.aborted || !isAllowed() || !isWanted()) return;
      await orLog(() => whileLooking(lookByItself));
      again();
    },
    lookForMoved: (slug) => orLog(() => lookForMoved(slug)),
    stop() {
      stopping.abort();
      cancelNext?.();
    },
  };
}

function serversOf(looks: readonly Look[]) {
  return looks.map(({ server }) => server).filter((server) => server !== null);
}

function countsOf({ table, groups }: Scan) {
  return {
    listeners: table?.listeners.length ?? 0,
    candidates: groups.flat(2).length,
    canSeeProcesses: table?.canSeeProcesses ?? false,
  };
}

function refuseIfCancelled(signal: AbortSignalLike): void {
  if (signal.aborted) throw new Error('cancelled');
}

/** Rejects at once when cancelled; what was under way ends behind it. */
function unlessCancelled<Result>(signal: AbortSignalLike, work: Promise<Result>): Promise<Result> {
  const cancelled = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => reject(new Error('cancelled'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  return Promise.race([work, cancelled]);
}
