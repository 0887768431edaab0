/** Which models were active of late, and which the user keeps at the top of the lists. Pure. */
import { isSameModel } from '../../shared/model.ts';
import type { ModelRef } from '../../shared/model.ts';
import { maxRecent } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { firstCandidate } from '../routing/types.ts';

/**
 * `after` with its active model as the newest choice, and the one that `before` had as the next, so that the way back is
 * short even where that one was not the user's choice.
 */
export function withChoice(before: Settings, after: Settings): Settings {
  const newest = activeModel(after);
  if (newest === null) return after;
  const left = activeModel(before);
  const recent = distinct([newest, ...(left === null ? [] : [left]), ...after.recent]).slice(0, maxRecent);
  return { ...after, recent };
}

export function withPin(settings: Settings, { upstream, model }: ModelRef, isPinned: boolean): Settings {
  const ref = { upstream, model };
  const others = settings.pinned.filter((one) => !isSameModel(one, ref));
  if (isPinned && others.length < settings.pinned.length) return settings;
  return { ...settings, pinned: isPinned ? [...others, ref] : others };
}

function activeModel({ routes }: Settings): ModelRef | null {
  const active = routes.find(({ alias }) => alias === 'active');
  return active === undefined ? null : firstCandidate(active);
}

function distinct(refs: readonly ModelRef[]): ModelRef[] {
  return refs.filter((ref, at) => refs.findIndex((one) => isSameModel(one, ref)) === at);
}
