/**
 * What answering has taught about repairs: how many requests of each server needed which, and what a model's template
 * refuses. In memory only: a server that was mended meanwhile is not held to what it did before a restart.
 */
import type { FixName } from '../../shared/conformance.ts';
import type { ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Refusal } from '../repairs/read-refusal.ts';

export type FixCounts = Readonly<Partial<Record<FixName, number>>>;

export interface RepairNotes {
  /** Counts one request for each of `fixes`. */
  count(slug: string, fixes: readonly FixName[]): void;
  counts(slug: string): FixCounts;
  /** Remembers what a model has refused, so that it is not asked so again. */
  learn(ref: ModelRef, refusals: readonly Refusal[]): void;
  refusals(ref: ModelRef): readonly Refusal[];
  forget(slug: string): void;
}

const noCounts: FixCounts = {};
const noRefusals: readonly Refusal[] = [];

export function createRepairNotes(): RepairNotes {
  const counts = new Map<string, FixCounts>();
  const refused = new Map<string, readonly Refusal[]>();
  return {
    count(slug, fixes) {
      const before = counts.get(slug) ?? noCounts;
      const added = fixes.map((fix) => [fix, (before[fix] ?? 0) + 1] as const);
      counts.set(slug, { ...before, ...Object.fromEntries(added) });
    },
    counts: (slug) => counts.get(slug) ?? noCounts,
    learn(ref, refusals) {
      const id = qualifiedId(ref);
      refused.set(id, [...new Set([...(refused.get(id) ?? noRefusals), ...refusals])]);
    },
    refusals: (ref) => (refused.size === 0 ? noRefusals : (refused.get(qualifiedId(ref)) ?? noRefusals)),
    forget(slug) {
      counts.delete(slug);
      // A slug has no slash, so the first one divides.
      for (const id of refused.keys()) if (id.startsWith(`${slug}/`)) refused.delete(id);
    },
  };
}
