import type { AbortSignalLike } from '../../../shared/api.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import type { Net } from '../../net/net.ts';
import { createAsk } from '../ask.ts';
import { parseBaseUrl } from '../base-url.ts';
import { kindProfiles } from '../kinds/index.ts';
import { kindOfPort } from '../software.ts';

export interface KnownServer {
  kind: UpstreamKind;
  baseUrl: string;
}

/** A listening server of this machine answers in a few milliseconds; one that hangs must not hold the start up. */
const lookTimeoutMs = 800;

/** The default ports that one kind alone has, on the loopback. */
export const defaultServers: readonly KnownServer[] = Object.values(kindProfiles).flatMap(
  ({ kind, ports, mark }) => {
    const port = ports.find((one) => kindOfPort(one) === kind);
    return port === undefined || mark.confirm === null ? [] : [{ kind, baseUrl: `http://127.0.0.1:${port}` }];
  },
);

/**
 * Asks each address one quiet question that only its kind answers rightly, all at once, and gives those that did, in
 * the order asked. Never rejects: what does not answer is not there.
 */
export async function takeFirstLook(
  net: Net,
  servers: readonly KnownServer[],
  signal?: AbortSignalLike,
): Promise<KnownServer[]> {
  const answers = await Promise.all(servers.map((server) => isThere(net, server, signal)));
  return servers.filter((_server, at) => answers[at] === true);
}

async function isThere(net: Net, server: KnownServer, signal: AbortSignalLike | undefined): Promise<boolean> {
  const { confirm } = kindProfiles[server.kind].mark;
  if (confirm === null) return false;
  const ask = createAsk({
    net,
    purpose: 'first-look',
    address: parseBaseUrl(server.baseUrl),
    key: null,
    timeoutMs: lookTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return confirm.isMatch(await ask.native(confirm.path));
  } catch {
    return false;
  }
}
