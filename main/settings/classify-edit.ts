import type { Settings } from '../../shared/settings.ts';
import { keyOrigin } from './secrets.ts';

export interface EditClass {
  /** The fields, as they stand in the file, by which the edit lets more through than before. */
  widens: string[];
}

const reach: Record<Settings['proxy']['listen'], number> = { loopback: 0, docker: 1, all: 2 };

/**
 * What an outside edit of the settings file would open: who may connect, a key no longer asked for, hosts or origins
 * added, a lock taken off, a stored key's address, a proxy that cloud traffic would go through, files written unasked. `hasKey` says whether a server has a stored key; left out, every
 * server counts as having one.
 */
export function classifyEdit(
  before: Settings,
  after: Settings,
  hasKey: (slug: string) => boolean = () => true,
): EditClass {
  return {
    widens: [
      ...proxyWidens(before.proxy, after.proxy),
      ...lockWidens(before.locks, after.locks, 'locks'),
      ...routeWidens(before.routes, after.routes),
      ...addressWidens(before, after, hasKey),
      ...cloudProxyWidens(before.cloudProxy, after.cloudProxy),
      ...(before.dbgpt.syncOut !== 'write' && after.dbgpt.syncOut === 'write' ? ['dbgpt.syncOut'] : []),
    ],
  };
}

function proxyWidens(before: Settings['proxy'], after: Settings['proxy']): string[] {
  const widens: string[] = [];
  if (reach[after.listen] > reach[before.listen]) widens.push('proxy.listen');
  if (after.listen === 'docker' && after.dockerAddress !== before.dockerAddress)
    widens.push('proxy.dockerAddress');
  if (before.requireKey === 'always' && after.requireKey !== 'always') widens.push('proxy.requireKey');
  if (hasAdded(before.allowedHosts, after.allowedHosts)) widens.push('proxy.allowedHosts');
  if (hasAdded(before.allowedOrigins, after.allowedOrigins)) widens.push('proxy.allowedOrigins');
  return widens;
}

function lockWidens(before: Settings['locks'], after: Settings['locks'], group: string): string[] {
  const names = ['onlyThisMachine', 'noCloud'] as const;
  return names.filter((name) => before[name] && !after[name]).map((name) => `${group}.${name}`);
}

/** A route that is gone lets nothing through; one that stays may have lost a lock of its own. */
function routeWidens(before: Settings['routes'], after: Settings['routes']): string[] {
  const locks = new Map(before.map((route) => [route.alias, route.locks]));
  return after.flatMap((route) =>
    lockWidens(locks.get(route.alias) ?? route.locks, route.locks, `routes.${route.alias}.locks`),
  );
}

function addressWidens(before: Settings, after: Settings, hasKey: (slug: string) => boolean): string[] {
  const origins = new Map(before.upstreams.map(({ slug, baseUrl }) => [slug, keyOrigin(baseUrl)]));
  return after.upstreams
    .filter(({ slug, baseUrl }) => {
      const origin = origins.get(slug);
      return origin !== undefined && origin !== keyOrigin(baseUrl) && hasKey(slug);
    })
    .map(({ slug }) => `upstreams.${slug}.baseUrl`);
}

/** Another address would see where cloud requests go, and those without encryption whole. */
function cloudProxyWidens(before: Settings['cloudProxy'], after: Settings['cloudProxy']): string[] {
  const named = ({ mode, address }: Settings['cloudProxy']): string | null =>
    mode === 'address' ? address : null;
  return named(after) === null || named(after) === named(before) ? [] : ['cloudProxy.address'];
}

function hasAdded(before: readonly string[], after: readonly string[]): boolean {
  return after.some((entry) => !before.includes(entry));
}
