/** What the scripted core does with routes and limits: it keeps them in its settings, as the real one does. */
import type { Api, CallName } from '../../../shared/api.ts';
import { routeInputSchema, routeSchema } from '../../../shared/settings.ts';
import type { Route, RouteInput } from '../../../shared/settings.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { RouteExplanation } from '../../../shared/routing.ts';
import type { StageCore } from './stage-core.ts';

type Note = (name: CallName, input: unknown) => StageCore;

/** A whole route of which only what matters is said. */
export function buildRoute(input: Partial<Route> & Pick<Route, 'alias' | 'pools'>): Route {
  return routeSchema.parse({ chosen: 'user', ...input });
}

export function buildExplanation(change: Partial<RouteExplanation> = {}): RouteExplanation {
  return {
    route: 'active',
    why: message('decision.alias', { alias: 'active' }),
    rules: [],
    pools: [],
    attempts: [],
    decision: null,
    warnings: [],
    refusal: null,
    ...change,
  };
}

/** Puts routes into the settings of the stage, as if they had always been there. */
export function setRoutes({ core }: Pick<StageCore, 'core'>, ...routes: Route[]): void {
  core.setState({ settings: { ...core.state().settings, routes } });
}

export function routeAnswers(
  note: Note,
): Pick<Api['calls'], 'saveRoute' | 'removeRoute' | 'explainRoute' | 'setUpstreamLimits'> {
  return {
    async saveRoute(input) {
      const stage = note('saveRoute', input);
      if (stage.refusal !== null) throw stage.refusal;
      setRoutes(stage, ...withRoute(stage.core.state().settings.routes, input));
      return Promise.resolve(stage.core.state());
    },
    async removeRoute(input) {
      const stage = note('removeRoute', input);
      setRoutes(stage, ...stage.core.state().settings.routes.filter(({ alias }) => alias !== input.alias));
      return Promise.resolve(stage.core.state());
    },
    explainRoute(input) {
      const { explanation } = note('explainRoute', input);
      return Promise.resolve(explanation ?? buildExplanation());
    },
    async setUpstreamLimits(input) {
      const { core, refusal } = note('setUpstreamLimits', input);
      if (refusal !== null) throw refusal;
      const { settings } = core.state();
      const upstreams = settings.upstreams.map((one) =>
        one.slug === input.slug ? { ...one, limits: input.limits } : one,
      );
      core.setState({ settings: { ...settings, upstreams } });
      return Promise.resolve(core.state());
    },
  };
}

function withRoute(routes: readonly Route[], input: RouteInput): Route[] {
  const route: Route = { ...routeInputSchema.parse(input), chosen: 'user' };
  return routes.some(({ alias }) => alias === route.alias)
    ? routes.map((one) => (one.alias === route.alias ? route : one))
    : [...routes, route];
}
