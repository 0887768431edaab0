/** Says that prompts do not fit the context that a model has loaded: once per model and hour, however many come. */
import { grouped } from '../../shared/describe-rule.ts';
import { message } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Clock } from '../../shared/ports.ts';
import type { PlanWarning } from '../../shared/routing.ts';
import type { Candidate } from '../routing/types.ts';
import type { Notices } from './notices.ts';

const againMs = 3_600_000;

export function createContextNotices(
  notices: Pick<Notices, 'say'>,
  clock: Pick<Clock, 'monotonicMs'>,
): (candidate: Candidate, warning: PlanWarning) => void {
  const saidAtMs = new Map<string, number>();
  return (candidate, { promptTokens, contextTokens }) => {
    const id = qualifiedId(candidate);
    const nowMs = clock.monotonicMs();
    if (nowMs - (saidAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < againMs) return;
    saidAtMs.set(id, nowMs);
    const text = message('notice.contextTooSmall', {
      model: candidate.model,
      upstream: candidate.upstreamName,
      tokens: grouped(promptTokens),
      context: grouped(contextTokens),
    });
    notices.say({
      id: `context-${id}`,
      level: 'warning',
      text,
      actions: [{ do: 'open-servers' }],
      canDismiss: true,
    });
  };
}
