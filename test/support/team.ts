/** A core whose settings have a route `team`, with what servers may be given at once. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { FakeUpstream } from './fake-upstream.ts';
import type { StartCoreOptions } from './run-core.ts';

export interface Team {
  /** Each a list of servers; all in one where left out. */
  pools?: readonly (readonly FakeUpstream[])[];
  /** More of the route: rules, locks. */
  route?: object;
  /** By mark. */
  limits?: Readonly<Record<string, Partial<UpstreamLimits>>>;
}

/** What `scope.core` needs for it. */
export function withTeam(
  servers: readonly FakeUpstream[],
  { pools = [servers], route = {}, limits = {} }: Team = {},
  more: StartCoreOptions = {},
): StartCoreOptions {
  const settings = { version: 1, ...teamSettings(servers, { pools, route, limits }) };
  return {
    active: null,
    prepare: (dataDir) => writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings)),
    ...more,
  };
}

function teamSettings(servers: readonly FakeUpstream[], { pools, route, limits }: Required<Team>): object {
  const upstreams = servers.map(({ mark, url }) => {
    const base = { slug: mark, name: mark, kind: 'ollama', baseUrl: url };
    return limits[mark] === undefined ? base : { ...base, limits: limits[mark] };
  });
  const groups = pools.map((members) => ({
    name: members.map(({ mark }) => mark).join(' and '),
    candidates: members.map(({ mark }) => ({ upstream: mark, model: 'tiny:latest' })),
  }));
  return { upstreams, routes: [{ alias: 'team', chosen: 'user', pools: groups, ...route }] };
}
