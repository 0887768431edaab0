import type { ApiFailure } from '../../shared/api.ts';
import { ModelTrayError, toError } from '../../shared/errors.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Log } from '../../shared/ports.ts';

/** What the user is told of `thrown`, in their language. What nobody foresaw goes to the log and says where that is. */
export function describeFailure(thrown: unknown, locale: Locale, logsDir: string, log: Log): ApiFailure {
  if (thrown instanceof ModelTrayError) {
    return { error: { code: thrown.code, message: renderMessage(locale, thrown.userMessage) } };
  }
  const { message: reason, stack } = toError(thrown);
  log.error('A call failed unexpectedly', { reason, stack });
  const text = renderMessage(locale, message('error.internal', { logs: logsDir }));
  return { error: { code: 'internal', message: text } };
}
