/** Calls about where names lead: aliases and their routes, what is kept at hand, and what a server is given at once. */
import type { Api } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { ModelRef } from '../../shared/model.ts';
import type { Route, Settings } from '../../shared/settings.ts';
import { explain } from '../routing/explain.ts';
import { firstCandidate } from '../routing/types.ts';
import { checkCandidates, checkedSettings } from './check-route.ts';
import { withChoice, withPin } from './choices.ts';
import { findModel, unknownModel } from './find-model.ts';
import { createLive } from './live.ts';
import type { CoreParts } from './parts.ts';
import {
  aliasTarget,
  demoSlug,
  isFixedAlias,
  withAlias,
  withoutRoute,
  withRoute,
  withRouteOf,
} from './routes.ts';
import { takeSnapshot } from './snapshot.ts';

type RouteCalls = Pick<
  Api['calls'],
  'saveRoute' | 'removeRoute' | 'setAlias' | 'useModel' | 'pinModel' | 'setUpstreamLimits' | 'explainRoute'
>;

export function createRouteCalls(parts: CoreParts): RouteCalls {
  const { settings, store } = parts;
  const live = createLive(parts);

  /** Settings are checked as a whole: a name can clash with any other. */
  const change = (update: (current: Settings) => Settings): AppState => {
    settings.change((current) => {
      const next = update(current);
      return next === current ? current : checkedSettings(next);
    });
    return store.get();
  };
  /** The same for `alias`; a new target of the active one is remembered as a choice. */
  const changeAlias = (alias: string, update: (current: Settings) => Settings): AppState =>
    change((current) => (alias === 'active' ? withChoice(current, update(current)) : update(current)));

  const checkServer = (slug: string): void => {
    if (slug === demoSlug) throw new ModelTrayError('bad_input', message('error.bad_input.demo'));
    if (!settings.get().upstreams.some((one) => one.slug === slug)) {
      throw new ModelTrayError('upstream_not_found', message('error.upstream_not_found', { slug }));
    }
  };
  const findRoute = (alias: string): Route | undefined =>
    settings.get().routes.find((one) => one.alias === alias);

  const useRoute = (alias: string, source: Route): ModelRef => {
    checkCandidates(settings.get(), { ...source, alias });
    if (source.alias !== alias) changeAlias(alias, (current) => withRouteOf(current, alias, source));
    return firstCandidate(source) ?? unknownModel(parts, source.alias);
  };

  return {
    async saveRoute(input) {
      checkCandidates(settings.get(), input);
      return Promise.resolve(
        changeAlias(input.alias, (current) => withRoute(current, { ...input, chosen: 'user' })),
      );
    },
    async removeRoute({ alias }) {
      if (alias === 'active') throw new ModelTrayError('bad_input', message('error.bad_input.activeStays'));
      if (findRoute(alias) === undefined && !isFixedAlias(alias)) {
        throw new ModelTrayError('route_not_found', message('error.route_not_found', { alias }));
      }
      return Promise.resolve(change((current) => withoutRoute(current, alias)));
    },
    async setAlias({ alias, target }) {
      if (target !== null) checkServer(target.upstream);
      return Promise.resolve(changeAlias(alias, (current) => withAlias(current, alias, target, 'user')));
    },
    async useModel({ model, alias = 'active' }) {
      const source = findRoute(model);
      if (source !== undefined) return Promise.resolve(useRoute(alias, source));
      const target = findModel(parts, model);
      // The demo gives way to the first real model; an alias that pointed at it by name would outlive it.
      if (target.upstream === demoSlug) {
        return leadsToDemo(parts, alias) ? Promise.resolve(target) : unknownModel(parts, model);
      }
      changeAlias(alias, (current) => withAlias(current, alias, target, 'user'));
      return Promise.resolve(target);
    },
    async pinModel({ ref, pinned }) {
      if (pinned) checkServer(ref.upstream);
      return Promise.resolve(change((current) => withPin(current, ref, pinned)));
    },
    async setUpstreamLimits({ slug, limits }) {
      checkServer(slug);
      return Promise.resolve(
        change((current) => ({
          ...current,
          upstreams: current.upstreams.map((one) => (one.slug === slug ? { ...one, limits } : one)),
        })),
      );
    },
    explainRoute: (imagined) => Promise.resolve(explain(takeSnapshot(parts), imagined, live())),
  };
}

function leadsToDemo({ settings, ports }: CoreParts, alias: string): boolean {
  if (!isFixedAlias(alias)) return false;
  const target = aliasTarget(settings.get(), alias, ports.run.demo);
  return target !== null && firstCandidate(target.route)?.upstream === demoSlug;
}
