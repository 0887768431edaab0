import type { ConformanceReport, Verdict, VerdictSummary } from '../shared/conformance.ts';
import type { MessageKey } from '../shared/i18n/index.ts';
import type { ModelRef } from '../shared/model.ts';
import type { UpstreamState } from '../shared/upstream.ts';
import type { Tone } from './components/health.ts';

export const verdictTones: Record<Verdict, Tone> = {
  works: 'good',
  'works-with-fixes': 'warn',
  fails: 'bad',
};

/** How many requests the quick check sends at most, for the button that offers it before there is a plan. */
export const quickRequests = 5;

/** The newest verdict about one model of a server; null where none is known in the state, which keeps only a few. */
export function verdictOf(server: UpstreamState | undefined, model: string): VerdictSummary | null {
  return server?.verdicts.find((verdict) => verdict.model === model) ?? null;
}

/** The names of the checks that made a report's verdict what it is. */
export function becauseKeys({ because }: ConformanceReport): Extract<MessageKey, `check.name.${string}`>[] {
  return because.map((id) => `check.name.${id}` as const);
}

/** How many checks of a report ended how. */
export function countStatuses({ checks }: Pick<ConformanceReport, 'checks'>): {
  passed: number;
  repaired: number;
  failed: number;
} {
  const count = (status: string): number => checks.filter((check) => check.status === status).length;
  return { passed: count('pass'), repaired: count('repaired'), failed: count('fail') };
}

/**
 * The model to check where none was named: the active one of that server, else a loaded chat model, the first chat
 * model, or the first one. Null where the server lists none.
 */
export function modelToCheck(server: UpstreamState, active: ModelRef | null): string | null {
  if (active?.upstream === server.slug) return active.model;
  const chats = server.models.filter(({ type }) => type === 'chat');
  const chosen = chats.find(({ loaded }) => loaded === true) ?? chats[0] ?? server.models[0];
  return chosen?.id ?? null;
}
