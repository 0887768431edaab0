/**
 * Looks at the default ports: at the first start, and every five seconds while the demo answers. What is found is added
 * and, where nothing real is active, chosen.
 */
import type { AbortSignalLike } from '../../shared/api.ts';
import type { DiscoverEvent, DiscoverReport, FoundServer } from '../../shared/discovery.ts';
import { toError } from '../../shared/errors.ts';
import type { Clock, Log } from '../../shared/ports.ts';
import type { UpstreamSettings } from '../../shared/settings.ts';
import type { Net } from '../net/net.ts';
import { takeFirstLook } from '../upstreams/discovery/first-look.ts';
import type { KnownServer } from '../upstreams/discovery/first-look.ts';
import { isSameAddress } from '../upstreams/base-url.ts';
import { kindProfiles } from '../upstreams/kinds/index.ts';

export interface FirstLook {
  isLooking(): boolean;
  /** Looks once, adds what is new and waits until it was probed. */
  look(emit: (event: DiscoverEvent) => void, signal?: AbortSignalLike): Promise<DiscoverReport>;
  /** Looks now, where that is wanted, and again while the demo answers. Resolves after the first look. */
  keepLooking(): Promise<void>;
  stop(): void;
}

export interface FirstLookOptions {
  net: Net;
  clock: Clock;
  log: Log;
  servers: readonly KnownServer[];
  /** False with `--no-discover`, `--demo`, or settings that are not ours to change. */
  isAllowed: () => boolean;
  /** No server was ever there. */
  isFirstStart: () => boolean;
  /** The demo answers, so a real server would be welcome. */
  isDemoActive: () => boolean;
  /** Runs `looks` and lets the choice of the active model wait for its end. */
  together: <Result>(looks: () => Promise<Result>) => Promise<Result>;
  listed: () => readonly UpstreamSettings[];
  /** Adds a server and probes it; resolves to its slug. */
  add: (server: KnownServer, name: string) => Promise<string>;
  onChange: () => void;
}

const againMs = 5_000;

export function createFirstLook(options: FirstLookOptions): FirstLook {
  const { net, clock, log, servers, isAllowed, isFirstStart, isDemoActive, together, listed, add, onChange } =
    options;
  let looks = 0;
  let cancelNext: (() => void) | null = null;
  let isStopped = false;

  const settleOne = async (
    server: KnownServer,
    emit: (event: DiscoverEvent) => void,
  ): Promise<{ server: FoundServer; added: string | null }> => {
    const { kind, baseUrl } = server;
    const known = listed().find((one) => isSameAddress(one.baseUrl, baseUrl));
    const added = known === undefined ? await add(server, kindProfiles[kind].name) : null;
    const found: FoundServer = {
      kind,
      product: null,
      baseUrl,
      version: null,
      health: 'healthy',
      evidence: [],
      process: null,
      models: [],
      listedAs: known?.slug ?? null,
      mayBe: null,
    };
    emit({ type: 'found', server: found });
    return { server: found, added };
  };

  const look: FirstLook['look'] = async (emit, signal) => {
    looks += 1;
    onChange();
    try {
      for (const [done, { baseUrl }] of servers.entries()) {
        emit({ type: 'looking', address: baseUrl, done, of: servers.length });
      }
      const there = await takeFirstLook(net, servers, signal);
      const settled = await together(() => Promise.all(there.map((server) => settleOne(server, emit))));
      return {
        servers: settled.map(({ server }) => server),
        gone: [],
        added: settled.map(({ added }) => added).filter((slug) => slug !== null),
        listeners: servers.length,
        candidates: servers.length,
        canSeeProcesses: false,
      };
    } finally {
      looks -= 1;
      onChange();
    }
  };

  const again = (): void => {
    if (isStopped || !isAllowed() || !isDemoActive()) return;
    cancelNext = clock.after(againMs, () => {
      if (!isStopped && isDemoActive()) lookQuietly(again);
    });
  };

  const lookOrLog = async (): Promise<void> => {
    try {
      await look(() => undefined);
    } catch (thrown) {
      log.error('looking at the default ports failed', { error: toError(thrown).stack });
    }
  };
  const lookQuietly = (then: () => void): void => {
    lookOrLog().then(then, then);
  };

  return {
    isLooking: () => looks > 0,
    look,
    async keepLooking() {
      if (isStopped || !isAllowed() || !(isFirstStart() || isDemoActive())) return;
      await lookOrLog();
      again();
    },
    stop() {
      isStopped = true;
      cancelNext?.();
    },
  };
}
