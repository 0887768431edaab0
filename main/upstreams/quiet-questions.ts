/** The smallest questions that a server can be asked: whether anybody listens, and whether it still loads. */
import { locationOfHost } from '../../shared/location.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { ConnectOutcome } from '../net/bare-connect.ts';
import { errorCode } from '../net/net-errors.ts';
import type { Net } from '../net/net.ts';
import type { Answer } from './ask.ts';
import { createAsk } from './ask.ts';
import { parseBaseUrl } from './base-url.ts';
import { kindProfiles } from './kinds/index.ts';

/** `unclear`: the question failed on our side, so it says nothing of the server. */
export type Attendance = 'there' | 'gone' | 'unclear';

/** `over`: it answers otherwise now, so a look will tell. */
export type Loading = 'loading' | 'over' | 'gone';

export interface QuietQuestion {
  net: Net;
  baseUrl: string;
}

/** A listener of this machine accepts within a millisecond, or its queue is full. */
const connectTimeoutMs = 2_000;
const answerTimeoutMs = 2_000;

/** Connects without a byte. Never rejects. */
export async function askAttendance({ net, baseUrl }: QuietQuestion): Promise<Attendance> {
  const { host, port } = parseBaseUrl(baseUrl);
  const reach = locationOfHost(host);
  return attendanceOf(
    await net.connect({ purpose: 'health', host, port, reach, timeoutMs: connectTimeoutMs }),
  );
}

/** Asks its kind's quiet path, with its key where it has one. Never rejects. */
export async function askLoading(
  { net, baseUrl }: QuietQuestion,
  kind: UpstreamKind,
  key: string | null,
): Promise<Loading> {
  const address = parseBaseUrl(baseUrl);
  const ask = createAsk({ net, purpose: 'health', address, key, timeoutMs: answerTimeoutMs });
  const { quietPath, isLoading } = kindProfiles[kind];
  try {
    const answer = await ask.native(quietPath);
    return isLoading(answer) || saysLoading(answer) ? 'loading' : 'over';
  } catch (thrown) {
    // A server that loads may be too busy to answer; only nobody there is another matter.
    return errorCode(thrown) === 'ECONNREFUSED' ? 'gone' : 'loading';
  }
}

/** A kind that is not known yet may still say it in words. */
function saysLoading({ status, text }: Answer): boolean {
  return status === 503 && /loading/i.test(text);
}

function attendanceOf(outcome: ConnectOutcome): Attendance {
  if (outcome.isOpen) return 'there';
  return serversOwnCodes.has(outcome.code) ? 'gone' : 'unclear';
}

/** Others (`EMFILE`, `EADDRNOTAVAIL`, our own guards) are about this program or its settings. */
const serversOwnCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);
