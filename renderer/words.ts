import { createContext, use } from 'react';
import type { Locale, Message, Translate } from '../shared/i18n/index.ts';
import { createTranslate, renderMessage } from '../shared/i18n/index.ts';
import type { Failure } from './failure.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';

export interface Words {
  locale: Locale;
  t: Translate;
  /** The text of a message that the core sent as data. */
  say: (message: Message) => string;
  /** What went wrong, in words; the window's own codes get their text here. */
  explain: (failure: Failure) => string;
  format: Format;
}

export function createWords(locale: Locale): Words {
  const t = createTranslate(locale);
  const explain = (failure: Failure): string => {
    if (failure.code === 'connection_lost') return t('window.connection.failed');
    if (failure.code === 'not_authorized') return t('error.not_authorized');
    return failure.message === '' ? failure.code : failure.message;
  };
  return {
    locale,
    t,
    say: (message) => renderMessage(locale, message),
    explain,
    format: createFormat(locale, t),
  };
}

const WordsContext = createContext<Words>(createWords('en'));

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  return use(WordsContext);
}
