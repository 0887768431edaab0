import type { UpstreamSettings } from '../../shared/settings.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { kindProfiles } from '../upstreams/kinds/index.ts';

interface NewServer {
  kind: UpstreamKind;
  /** The software's own name where `kind` is a group. */
  product: string | null;
  baseUrl: string;
}

/** What a server is called until its user says otherwise: its software, with the port where that is not enough. */
export function serverName(
  listed: readonly UpstreamSettings[],
  { kind, product, baseUrl }: NewServer,
): string {
  const { host, port } = parseBaseUrl(baseUrl);
  const name = product ?? (kind === 'openai-compatible' ? host : kindProfiles[kind].name);
  const isTaken = listed.some((one) => one.name === name);
  const isLocalOther = host === '127.0.0.1' && kind === 'openai-compatible' && product === null;
  return isTaken || isLocalOther ? `${name} (${port})` : name;
}
