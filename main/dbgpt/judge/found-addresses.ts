/** Addresses of a configuration that can be taken over as servers. */
import type { FoundAddress } from '../../../shared/exports.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { splitAddresses } from './judge-address.ts';
import { seeAddress } from './seen-address.ts';

export interface NamedAddress {
  /** One address, or several with commas between them; a base or with an endpoint behind. */
  value: string;
  line: number | null;
  hasKey: boolean;
}

/** Each once, in their order, without ModelTray's own and without an endpoint behind. */
export function foundAddresses(named: readonly NamedAddress[], facts: JudgeFacts): FoundAddress[] {
  const found = new Map<string, FoundAddress>();
  for (const { value, line, hasKey } of named) {
    for (const part of splitAddresses(value)) {
      const address = toFound(part, line, hasKey, facts);
      const known = address === null ? undefined : found.get(address.baseUrl);
      if (address !== null)
        found.set(address.baseUrl, { ...address, hasKey: hasKey || known?.hasKey === true });
    }
  }
  return [...found.values()];
}

function toFound(part: string, line: number | null, hasKey: boolean, facts: JudgeFacts): FoundAddress | null {
  const seen = seeAddress(part, facts);
  if (seen === null || seen.whose === 'modeltray') return null;
  const path = seen.path.replace(/\/(?:chat\/completions|completions|embeddings|rerank)$/i, '');
  return { baseUrl: seen.url.origin + path, line, hasKey, slug: seen.server?.slug ?? null };
}
