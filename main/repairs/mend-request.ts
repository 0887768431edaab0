/** Mends a request before it is sent, as splices in its body: no other byte of it is touched, no number printed again. */
import type { FixName } from '../../shared/conformance.ts';
import { spliceTemperature } from './default-temperature.ts';
import { spliceMaxTokens, spliceMaxTokensAsRefused } from './max-tokens-clamp.ts';
import type { RouteOptions } from '../../shared/route-options.ts';
import type { ServerFacts } from './plan-repairs.ts';
import { readContextRefusal, readRefusal } from './read-refusal.ts';
import type { Refusal } from './read-refusal.ts';
import type { Asked, Splice } from './splice.ts';
import { spliceMessages } from './system-role.ts';
import { spliceIncludeUsage } from './usage-position.ts';

export interface MendedRequest {
  splices: readonly Splice[];
  fixes: readonly FixName[];
}

export interface RequestMendOptions {
  server: ServerFacts;
  options: RouteOptions;
}

const nothing: MendedRequest = { splices: [], fixes: [] };

/** Applies what is `planned`, where the request needs it. */
export function mendRequest(
  planned: readonly FixName[],
  asked: Asked,
  { server, options }: RequestMendOptions,
): MendedRequest {
  if (planned.length === 0 || asked.members.size === 0) return nothing;
  const each = planned.map((fix) => ({ fix, splices: splicesOf(fix, asked, server, options) }));
  return {
    splices: each.flatMap(({ splices }) => splices),
    fixes: each
      .filter(({ splices, fix }) => splices.length > 0 && fix !== 'usage-position')
      .map(({ fix }) => fix),
  };
}

/** The same with what else a server's refusal asks for; null where nothing in the request could please it. */
export function mendRefused(
  said: string,
  asked: Asked,
  mended: MendedRequest,
): (MendedRequest & { refusals: Refusal[] }) | null {
  const refusals = readRefusal(said);
  const messages = mended.fixes.includes('system-role') ? null : spliceMessages(asked, refusals);
  if (messages !== null) return { ...withFix(mended, 'system-role', [messages]), refusals };
  const context = readContextRefusal(said);
  const clamps = context === null ? [] : spliceMaxTokensAsRefused(asked, context);
  return clamps.length === 0 ? null : { ...withFix(mended, 'max-tokens-clamp', clamps), refusals: [] };
}

/** New splices take the place of older ones in the same bytes. */
function withFix({ splices, fixes }: MendedRequest, fix: FixName, added: readonly Splice[]): MendedRequest {
  const kept = splices.filter(
    (old) => !added.some(({ start, end }) => start === old.start && end === old.end),
  );
  return { splices: [...kept, ...added], fixes: [...fixes.filter((one) => one !== fix), fix] };
}

function splicesOf(fix: FixName, asked: Asked, server: ServerFacts, options: RouteOptions): Splice[] {
  switch (fix) {
    // Whether usage was moved shows in the answer.
    case 'usage-position':
      return [spliceIncludeUsage(asked)];
    case 'max-tokens-clamp':
      return server.contextLoaded === null ? [] : spliceMaxTokens(asked, server.contextLoaded);
    case 'system-role': {
      const messages = spliceMessages(asked, server.refusals);
      return messages === null ? [] : [messages];
    }
    case 'default-temperature':
      return options.temperature === null ? [] : [spliceTemperature(asked, options.temperature)];
    default:
      return [];
  }
}
