/** Which proxy a cloud server is reached through, by the user's settings. */
import { isDeepStrictEqual } from 'node:util';
import { locationOfHost } from '../../shared/location.ts';
import type { CloudProxy } from '../../shared/preferences.ts';
import type { Settings } from '../../shared/settings.ts';
import type { ShellPorts } from '../core.ts';
import type { Net } from '../net/net.ts';
import { proxyOfEnvironment } from '../net/system-proxy.ts';
import type { RoutingMemory } from '../routing/memory.ts';

/** As `NetOptions.proxiesFor` has it. The answer is asked for each new connection, so that a change is live at once. */
export function createCloudProxy(
  wanted: () => CloudProxy,
  ofSystem: NonNullable<ShellPorts['systemProxy']> = (url) => Promise.resolve([proxyOfEnvironment(url)]),
): (url: string) => Promise<readonly (string | null)[]> {
  return (url) => {
    const { mode, address } = wanted();
    return mode === 'system' ? ofSystem(url) : Promise.resolve([mode === 'address' ? address : null]);
  };
}

/** Another way: what is kept open went the old one, and a server that could not be reached there may be reached now. */
export function followCloudProxy(
  before: Settings,
  after: Settings,
  { net, routing }: { net: Pick<Net, 'dropIdle'>; routing: Pick<RoutingMemory, 'forget'> },
): void {
  if (isDeepStrictEqual(before.cloudProxy, after.cloudProxy)) return;
  net.dropIdle();
  for (const { slug, baseUrl } of after.upstreams) {
    if (locationOfHost(new URL(baseUrl).hostname) === 'cloud') routing.forget(slug);
  }
}
