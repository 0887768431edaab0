import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';

/**
 * The key as it can stand in a header: what a paste brought along around it is dropped.
 * @throws ModelTrayError `bad_input` where something else is in it
 */
export function sendableKey(key: string): string {
  const trimmed = key.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new ModelTrayError('bad_input', message('error.bad_input.key'));
}
