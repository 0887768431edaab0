import type { Translate } from '../../shared/i18n/index.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';

/** The software at a server; its own name and the group where its kind is one: `LiteLLM (another proxy)`. */
export function softwareText(kind: UpstreamKind, product: string | null, t: Translate): string {
  const name = t(`kind.${kind}`);
  return product === null || product === name ? name : t('serverPage.product', { product, kind: name });
}

/** The same, as short as it goes. */
export function softwareName(kind: UpstreamKind, product: string | null, t: Translate): string {
  return product ?? t(`kind.${kind}`);
}
