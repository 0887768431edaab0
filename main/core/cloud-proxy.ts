/** Which proxy a cloud server is reached through, by the user's settings. */
import type { CloudProxy } from '../../shared/preferences.ts';
import type { ShellPorts } from '../core.ts';
import { proxyOfEnvironment } from '../net/system-proxy.ts';

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
