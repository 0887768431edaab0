import type { Translate } from '../../../shared/i18n/index.ts';
import type { ModelInfo } from '../../../shared/model.ts';
import type { Format } from '../../format.ts';

/** How much context a model has, in words; what its server does not say is said to be unknown, never guessed. */
export function contextText(info: ModelInfo | null, t: Translate, format: Format): string {
  const { loaded, trained } = info?.context ?? { loaded: null, trained: null };
  if (loaded !== null && trained !== null && trained !== loaded) {
    return t('home.context.loadedOf', { value: format.tokens(loaded), trained: format.tokens(trained) });
  }
  if (loaded !== null) return t('home.context.loaded', { value: format.tokens(loaded) });
  if (trained !== null) return t('home.context.trained', { trained: format.tokens(trained) });
  return t('home.context.unknown');
}
