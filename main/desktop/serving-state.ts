import type { AppState } from '../../shared/app-state.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

/** What a request for the active model would meet, while the proxy runs. */
export type ServingState = 'serving' | 'demo' | 'no-server' | 'all-down';

export function servingState(state: AppState): ServingState {
  if (state.demo.isActive) return 'demo';
  const servers = state.upstreams.filter((upstream) => upstream.kind !== 'demo');
  if (servers.length === 0) return 'no-server';
  return servers.some(canAnswer) ? 'serving' : 'all-down';
}

function canAnswer({ health }: UpstreamState): boolean {
  return isRoutable(health) && health !== 'unreachable';
}
