/**
 * Makes the model active that a file of DB-GPT's names, says so, and takes it back. DB-GPT itself goes on sending the name
 * that it read when it started, so that name stands for the active model from then on.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AppState } from '../../shared/app-state.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Route, Settings } from '../../shared/settings.ts';
import { activeAlias } from '../dbgpt/facts.ts';
import { withChoice } from './choices.ts';
import { findChosen } from './export-models.ts';
import type { CoreParts } from './parts.ts';
import { demoSlug, isFixedAlias, withAlias, withRouteOf, withRoute, withoutRoute } from './routes.ts';

export interface ModelSwitches {
  /** `path` names the model `name` now, and named `before` until then. */
  take(path: string, name: string, before: string | null): void;
  /** @throws ModelTrayError `notice_not_found` where there is nothing to take back any more */
  undo(id: string): AppState;
  /** Names that stand for the active model. The same list until it changes. */
  standIns(): readonly string[];
  /** No name stands for the active model any more. */
  forget(): void;
}

const noNames: readonly string[] = [];

export function createModelSwitches(parts: CoreParts): ModelSwitches {
  const { settings, notices, ports, store } = parts;
  const done = new Map<string, { before: Settings; after: Route | undefined }>();
  let standIns = noNames;

  const standIn = (name: string | null): void => {
    if (name === null || isName(settings.get(), name) || standIns.includes(name)) return;
    standIns = [...standIns, name];
  };
  const noticeId = (path: string): string => `sync-in-${path}`;

  const take = (path: string, name: string, before: string | null): void => {
    const current = settings.get();
    const next = leadingTo(parts, name);
    standIn(before);
    if (next === current) return;
    settings.change(() => next);
    const after = activeRoute(settings.get());
    done.set(noticeId(path), { before: current, after });
    ports.log.info('the active model was changed by a file', { path, model: name });
    notices.say(
      {
        id: noticeId(path),
        level: 'info',
        text: message('sync.notice.switched', { path, model: name }),
        actions: [{ do: 'undo-switch', id: noticeId(path) }],
        canDismiss: true,
      },
      () => isDeepStrictEqual(activeRoute(settings.get()), after),
    );
  };

  return {
    take(path, name, before) {
      try {
        take(path, name, before);
      } catch (thrown) {
        if (!(thrown instanceof ModelTrayError)) throw thrown;
        const text = message('sync.notice.notSwitched', { path, reason: thrown.userMessage });
        notices.say({ id: noticeId(path), level: 'warning', text, actions: [], canDismiss: true });
      }
    },
    undo(id) {
      const found = done.get(id);
      if (found === undefined || !isDeepStrictEqual(activeRoute(settings.get()), found.after))
        throw new ModelTrayError('notice_not_found', message('error.notice_not_found'));
      const route = activeRoute(found.before);
      settings.change((now) =>
        route === undefined ? withoutRoute(now, activeAlias) : withChoice(now, withRoute(now, route)),
      );
      done.delete(id);
      notices.withdraw(id);
      return store.get();
    },
    standIns: () => standIns,
    forget() {
      standIns = noNames;
    },
  };
}

/**
 * Settings in which the active model is what `name` leads to; the same ones where it does already.
 * @throws ModelTrayError `model_unknown`, `bad_input` for a model that does not chat
 */
function leadingTo(parts: CoreParts, name: string): Settings {
  const current = parts.settings.get();
  if (name === activeAlias) return current;
  const { candidates } = findChosen(parts, name);
  const [target] = candidates;
  const source = current.routes.find(({ alias }) => alias === name);
  if (source !== undefined) return changed(current, withRouteOf(current, activeAlias, source));
  if (target === undefined || target.upstream === demoSlug || !isListed(parts, target))
    throw new ModelTrayError('model_unknown', message('error.model_unknown', { model: name }));
  return changed(current, withAlias(current, activeAlias, target, 'user'));
}

/** A switch that changes nothing is none. */
function changed(current: Settings, next: Settings): Settings {
  return isDeepStrictEqual(activeRoute(current)?.pools, activeRoute(next)?.pools)
    ? current
    : withChoice(current, next);
}

function isListed({ upstreams }: CoreParts, ref: { upstream: string; model: string }): boolean {
  return upstreams.facts(ref.upstream).models.some(({ id }) => id === ref.model);
}

function activeRoute({ routes }: Settings): Route | undefined {
  return routes.find(({ alias }) => alias === activeAlias);
}

/** Aliases lead where their user points them; only a model's own name can stand for another one. */
function isName({ routes }: Settings, name: string): boolean {
  return isFixedAlias(name) || routes.some(({ alias }) => alias === name);
}
