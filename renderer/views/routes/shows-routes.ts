import type { AppState } from '../../../shared/app-state.ts';
import type { FixedAlias } from '../../../shared/settings.ts';

/** Always there, whether they lead anywhere or not. */
export const fixedNames: readonly FixedAlias[] = ['active', 'embedding'];

export function isFixedName(alias: string): boolean {
  return fixedNames.some((fixed) => fixed === alias);
}

/** Routes are of use from two servers on; one that the user made is shown however few there are left. */
export function showsRoutes({ settings, upstreams }: Pick<AppState, 'settings' | 'upstreams'>): boolean {
  const servers = upstreams.filter(({ kind }) => kind !== 'demo');
  return servers.length >= 2 || settings.routes.some(({ alias }) => !isFixedName(alias));
}
