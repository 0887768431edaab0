import type { Location } from '../../shared/location.ts';
import type { ModelInfo } from '../../shared/model.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { BusyLook } from '../upstreams/kinds/kind-profile.ts';

/** What is known before anything is sent: by a quiet look at the server and by its kind. */
export interface CheckFacts {
  /** The server's base URL, as it is listed. */
  address: string;
  serverName: string;
  kind: UpstreamKind;
  serverVersion: string | null;
  /** `http://127.0.0.1:11434`. */
  origin: string;
  /** Before `/chat/completions`: `/v1`. */
  apiPath: string;
  /** Before the server's own paths. */
  nativePath: string;
  /** How far the address may be. */
  reach: Location;
  model: ModelInfo;
  /** Where a request for this model ends up, as far as is known. */
  location: Location;
  /** Every id that the server lists. */
  modelIds: readonly string[];
  /** It forwards to other servers. */
  forwards: boolean;
  /** Another model of the server that is loaded and of the same type. */
  loadedInstead: string | null;
  busy: BusyLook | null;
}
