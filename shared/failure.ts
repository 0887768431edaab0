import type { ApiFailure } from './api.ts';
import type { AppState } from './app-state.ts';
import { ModelTrayError } from './errors.ts';
import { message, renderMessage } from './i18n/index.ts';

/**
 * What a failed call or job tells whoever asked, in the user's language. An error that is not one of ours becomes
 * `internal` and gives nothing of itself away; the carrier logs it.
 */
export function toApiFailure(thrown: unknown, state: Pick<AppState, 'locale' | 'dataDir'>): ApiFailure {
  if (thrown instanceof ModelTrayError) {
    return { error: { code: thrown.code, message: renderMessage(state.locale, thrown.userMessage) } };
  }
  const text = message('error.internal', { logs: logsFolder(state.dataDir) });
  return { error: { code: 'internal', message: renderMessage(state.locale, text) } };
}

/** The folder of the logs, written with the separator that `dataDir` has. */
export function logsFolder(dataDir: string): string {
  return `${dataDir}${dataDir.includes('\\') ? '\\' : '/'}logs`;
}
