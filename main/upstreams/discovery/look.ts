/**
 * One look at one candidate: what software it is, what it serves, which version it says. A handful of quiet GETs over one
 * connection of its own, which is gone afterwards; a listener that hangs, sends garbage or never ends costs no more than
 * `lookMs` and `maxBytes`.
 */
import type { AbortSignalLike, ProbeReport } from '../../../shared/api.ts';
import type { FoundServer } from '../../../shared/discovery.ts';
import type { Clock } from '../../../shared/ports.ts';
import type { Net } from '../../net/net.ts';
import { errorCode } from '../../net/net-errors.ts';
import type { Ask } from '../ask.ts';
import { createAsk } from '../ask.ts';
import { parseBaseUrl } from '../base-url.ts';
import { isModelTray, recognise } from '../detect-kind.ts';
import type { Recognised } from '../detect-kind.ts';
import { kindProfiles } from '../kinds/index.ts';
import { probe } from '../probe.ts';
import type { Candidate } from './candidates.ts';

/** A listening server of this machine answers in a few milliseconds. */
export const lookMs = 800;
/** A list of two thousand models is shorter. */
const maxBytes = 512 * 1024;

/** What a look saw; whether it is listed is not its business. */
export type SeenServer = Omit<FoundServer, 'listedAs' | 'mayBe'>;

export interface Look {
  candidate: Candidate;
  /** Null where what answers is no model server. */
  server: SeenServer | null;
  /** False where nothing took the connection: it is not worth remembering. */
  isThere: boolean;
}

export interface LookOptions {
  net: Net;
  clock: Clock;
  /** The key of a listed server at this address. */
  key: string | null;
  signal: AbortSignalLike;
}

/** Resolves for everything that a listener may do; rejects only when cancelled. */
export async function lookAt(candidate: Candidate, options: LookOptions): Promise<Look> {
  const session = options.net.session();
  const limit = limited(options);
  try {
    const server = await see(candidate, { ...options, net: session, signal: limit.signal });
    if (options.signal.aborted) throw new Error('cancelled');
    return { candidate, server, isThere: true };
  } catch (thrown) {
    if (options.signal.aborted) throw thrown;
    return { candidate, server: null, isThere: errorCode(thrown) !== 'ECONNREFUSED' };
  } finally {
    limit.end();
    await session.close();
  }
}

/** A signal that is aborted by the caller's and by the time that a look may take. */
function limited({ clock, signal }: LookOptions): { signal: AbortSignal; end(): void } {
  const ending = new AbortController();
  const abort = (): void => ending.abort();
  const cancel = clock.after(lookMs, abort);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    signal: ending.signal,
    end() {
      cancel();
      signal.removeEventListener('abort', abort);
    },
  };
}

async function see(candidate: Candidate, options: LookOptions): Promise<SeenServer | null> {
  const { net, clock, key, signal } = options;
  const address = parseBaseUrl(candidate.baseUrl);
  const limits = { timeoutMs: lookMs, clock, maxBytes, signal };
  const ask = createAsk({ net, purpose: 'discover', address, key, ...limits });
  const recognised = await recognise(ask, candidate.process);
  if (recognised === null || isModelTray(recognised)) return null;
  const report = await probeOrNull(candidate, recognised, ask, options);
  // It has no such API at this port, whatever its other answers look like; of a proxy that is worth knowing all the same.
  if (report?.health === 'unknown' && !kindProfiles[recognised.kind].forwards) return null;
  const isSure = report !== null && report.health !== 'unreachable';
  return describe(candidate, recognised, isSure ? report : null);
}

/** Null where it was recognised and then took too long. */
async function probeOrNull(
  { baseUrl }: Candidate,
  { kind }: Recognised,
  ask: Ask,
  options: LookOptions,
): Promise<ProbeReport | null> {
  const { net, clock, key, signal } = options;
  try {
    return await probe({ net, clock, baseUrl, kind, key, ask, timeoutMs: lookMs, signal });
  } catch (thrown) {
    if (options.signal.aborted) return null;
    throw thrown;
  }
}

function describe(candidate: Candidate, recognised: Recognised, report: ProbeReport | null): SeenServer {
  const { process, evidence } = candidate;
  return {
    kind: report?.kind ?? recognised.kind,
    product: recognised.product ?? report?.product ?? null,
    // Some have their API below another path than their root.
    baseUrl: report?.baseUrl ?? recognised.baseUrl,
    version: report?.version ?? null,
    health: report?.health ?? 'unknown',
    evidence: [...evidence, ...recognised.evidence],
    process: process === null ? null : { pid: process.pid, name: process.name },
    models: report?.models ?? [],
  };
}
