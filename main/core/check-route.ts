/** What a changed route may not do. What does not fit is said by its field in the call's input, and nothing is written. */
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { Route, Settings } from '../../shared/settings.ts';
import { validateSettings } from '../settings/validate.ts';

/**
 * `next` as it may be written.
 * @throws ModelTrayError `bad_input`
 */
export function checkedSettings(next: Settings): Settings {
  const validated = validateSettings(next);
  if (validated.ok) return validated.settings;
  throw badInput(asInput(validated.reason));
}

/**
 * Throws where a candidate's server is not in the list, and where `embedding` would mix models.
 * @throws ModelTrayError `bad_input`
 */
export function checkCandidates(
  { upstreams }: Settings,
  { alias, pools }: Pick<Route, 'alias' | 'pools'>,
): void {
  const first = pools[0]?.candidates[0]?.model ?? '';
  for (const [pool, { candidates }] of pools.entries()) {
    for (const [at, { upstream, model }] of candidates.entries()) {
      const field = `pools.${pool}.candidates.${at}`;
      if (!upstreams.some(({ slug }) => slug === upstream)) {
        const where = { field: `${field}.upstream`, value: upstream };
        throw badInput(message('settings.reason.noServer', where));
      }
      if (alias === 'embedding' && plainId(model) !== plainId(first)) {
        const what = { field: `${field}.model`, value: model };
        throw badInput(message('settings.reason.mixedEmbedding', what));
      }
    }
  }
}

function badInput(reason: Message): ModelTrayError {
  return new ModelTrayError('bad_input', message('error.bad_input', { reason }));
}

/** `routes[2].pools[0].name` of the file is `pools.0.name` of the call. */
function asInput({ key, params = {} }: Message): Message {
  const { field } = params;
  if (typeof field !== 'string') return { key, params };
  const name = field.replace(/^routes\[\d+\]\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
  return { key, params: { ...params, field: name } };
}

/** Servers list the same model with and without `:latest`. */
function plainId(model: string): string {
  return model.replace(/:latest$/, '');
}
