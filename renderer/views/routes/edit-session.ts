/** One editing of a route: what it was when it was opened, and what has become of it since. */
import type { AppState } from '../../../shared/app-state.ts';
import type { ModelType } from '../../../shared/model.ts';
import type { Route } from '../../../shared/settings.ts';
import { draftProblems } from './draft-problems.ts';
import type { Problems } from './draft-problems.ts';
import { createIds, draftOf, emptyDraft } from './route-draft.ts';
import type { Ids, RouteDraft } from './route-draft.ts';

export interface EditSession {
  /** Null for a new route, whose name is typed. */
  alias: string | null;
  /** As it stood in the settings; null where it was not there. */
  base: Route | null;
  start: RouteDraft;
  draft: RouteDraft;
  /** Which models are offered. */
  serves: ModelType;
  ids: Ids;
  /** Problems are shown once it was tried to save. */
  isChecked: boolean;
}

type Known = Pick<AppState, 'settings' | 'upstreams'>;

/** `groupName` is what the first group of a new route is called. */
export function startSession(state: Known, alias: string | null, groupName: string): EditSession {
  const ids = createIds();
  const base = alias === null ? null : routeOf(state, alias);
  const start = base === null ? emptyDraft(alias ?? '', groupName, ids) : draftOf(base, ids);
  return { alias, base, start, draft: start, serves: servedType(state, alias, base), ids, isChecked: false };
}

export function routeOf({ settings }: Pick<AppState, 'settings'>, alias: string): Route | null {
  return settings.routes.find((route) => route.alias === alias) ?? null;
}

/** True where the route is another one now than the one that was opened. */
export function isChangedElsewhere(state: Pick<AppState, 'settings'>, { alias, base }: EditSession): boolean {
  return alias !== null && JSON.stringify(routeOf(state, alias)) !== JSON.stringify(base);
}

export function sessionProblems({ settings, upstreams }: Known, { alias, draft }: EditSession): Problems {
  const aliases = settings.routes.map((route) => route.alias).filter((name) => name !== alias);
  return draftProblems(draft, { servers: upstreams.map(({ slug }) => slug), aliases });
}

/** The type of the models that it leads to already, `chat` where that is not known. */
function servedType({ upstreams }: Known, alias: string | null, base: Route | null): ModelType {
  if (alias === 'embedding') return 'embedding';
  const candidates = base?.pools.flatMap((pool) => pool.candidates) ?? [];
  const types = candidates.map(({ upstream, model }) => {
    const models = upstreams.find(({ slug }) => slug === upstream)?.models ?? [];
    return models.find(({ id }) => id === model)?.type;
  });
  return types.find((type) => type !== undefined) ?? 'chat';
}
