import { locationOfHost } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { parseBaseUrl } from './base-url.ts';
import { kindProfiles } from './kinds/index.ts';

/**
 * Where what a server answers comes from, as far as its address and its software tell: what forwards may ask anybody,
 * wherever it runs itself. How far its socket is, is another question: `locationOfHost` answers that one.
 */
export function locationOfUpstream(kind: UpstreamKind, baseUrl: string): Location {
  return kindProfiles[kind].forwards ? 'unknown' : locationOfHost(parseBaseUrl(baseUrl).host);
}
