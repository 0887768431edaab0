import { message } from '../../shared/i18n/index.ts';
import { bothLocks } from '../../shared/locks.ts';
import type { PlanRefusal } from './plan.ts';
import type { Prospect } from './prospects.ts';
import type { RoutingRoute, RoutingSnapshot } from './types.ts';

/** What emptied a plan, and what the client is told of it: the last thing that took candidates out. */
export function whyEmpty(
  snapshot: RoutingSnapshot,
  route: RoutingRoute,
  all: readonly Prospect[],
): PlanRefusal {
  const there = all.filter(({ upstream }) => upstream !== null);
  const unlocked = there.filter(({ exclusion }) => exclusion?.reason !== 'locked');
  const permitted = unlocked.filter(({ exclusion }) => exclusion?.reason !== 'needs-key');
  if (there.length === 0) return { code: 'no_upstream', text: message('error.no_upstream') };
  if (unlocked.length === 0) {
    const { onlyThisMachine } = bothLocks(snapshot.locks, route.locks);
    const lock = message(onlyThisMachine ? 'lock.onlyThisMachine' : 'lock.noCloud');
    return { code: 'no_upstream', text: message('error.no_upstream.locked', { lock }) };
  }
  if (permitted.length === 0) {
    const text = message('error.invalid_api_key.cloud', { upstream: namesOf(unlocked) });
    return { code: 'invalid_api_key', text };
  }
  return whyNoneOf(permitted);
}

function whyNoneOf(permitted: readonly Prospect[]): PlanRefusal {
  const resting = permitted.filter(({ exclusion }) => exclusion?.reason === 'rate-limited');
  if (resting.length > 0) {
    const soonestMs = Math.min(...resting.map(({ resting: rest }) => rest?.remainingMs ?? 0));
    const seconds = Math.max(1, Math.ceil(soonestMs / 1000));
    const text = message('error.queue_full.resting', { servers: namesOf(resting), seconds });
    return { code: 'queue_full', text, retryAfterSeconds: seconds };
  }
  if (permitted.every(({ exclusion }) => exclusion?.reason === 'unauthorized')) {
    const text = message('error.upstream_unauthorized', { upstream: namesOf(permitted) });
    return { code: 'upstream_unauthorized', text };
  }
  return { code: 'no_upstream', text: message('error.no_upstream.down', { servers: namesOf(permitted) }) };
}

function namesOf(prospects: readonly Prospect[]): string {
  return [...new Set(prospects.map(({ candidate }) => candidate.upstreamName))].join(', ');
}
