/** What a look for model servers finds. Plain data. */
import type { Message } from './i18n/index.ts';
import type { DescribedModel } from './model.ts';
import type { Health, UpstreamKind } from './upstream.ts';

/** One server that a look has found, whether it is listed already or not. */
export interface FoundServer {
  kind: UpstreamKind;
  /** The software's own name where `kind` is a group: `LiteLLM` of `other-proxy`. */
  product: string | null;
  baseUrl: string;
  version: string | null;
  health: Health;
  /** How we know, in the order in which it was found out. */
  evidence: Message[];
  process: { pid: number; name: string } | null;
  models: DescribedModel[];
  /** The slug of the listed server at this address; null where it is new. */
  listedAs: string | null;
  /** The slug of a listed server of the same kind that no longer answers: this may be it, at another port. */
  mayBe: string | null;
}

export type DiscoverEvent =
  /** The sockets were listed, no request was sent yet. */
  | { type: 'listed'; listeners: number; candidates: number; canSeeProcesses: boolean }
  | { type: 'looking'; address: string; done: number; of: number }
  | { type: 'found'; server: FoundServer };

export interface DiscoverReport {
  servers: FoundServer[];
  /** Slugs of listed servers of this machine that nothing answers for any more. */
  gone: string[];
  /** Slugs that were added: at the first start only, later finds are offered. */
  added: string[];
  listeners: number;
  candidates: number;
  /** False where the system doesn't tell which process listens: only known ports were looked at then. */
  canSeeProcesses: boolean;
}
