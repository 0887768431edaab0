/**
 * The words that users read: one typed catalogue per language. A key that one language lacks does not compile,
 * nor does a call that omits a `{parameter}`.
 */
import { catalogueOf } from './catalogues.ts';
import type { en } from './en/index.ts';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

export type MessageKey = keyof typeof en;
/** A parameter may be a message itself, put into the same language. */
export type MessageParam = string | number | Message;
export type MessageParams = Readonly<Record<string, MessageParam>>;

/** A message as data: the core says it, each shell puts it into its user's language. */
export interface Message {
  key: MessageKey;
  params?: MessageParams;
}

type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;
type ArgsOf<Key extends MessageKey> = [ParamNames<(typeof en)[Key]>] extends [never]
  ? []
  : [params: Readonly<Record<ParamNames<(typeof en)[Key]>, MessageParam>>];

/** A message with its parameters checked against the English text. */
export function message<Key extends MessageKey>(key: Key, ...args: ArgsOf<Key>): Message {
  const [params] = args;
  return params === undefined ? { key } : { key, params };
}

/** The text of `message` in `locale`. */
export function renderMessage(locale: Locale, { key, params = {} }: Message): string {
  return catalogueOf(locale)[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? renderMessage(locale, value) : String(value);
  });
}

export type Translate = <Key extends MessageKey>(key: Key, ...args: ArgsOf<Key>) => string;

/** `t('home.title')` for one language. */
export function createTranslate(locale: Locale): Translate {
  return (key, ...args) => renderMessage(locale, message(key, ...args));
}

/** The language for a BCP 47 tag or a POSIX locale such as `zh_CN.UTF-8`: any Chinese is 简体中文, all else English. */
export function localeFor(tag: string | null | undefined): Locale {
  return /^zh\b|^zh[-_]/i.test(tag ?? '') ? 'zh-CN' : 'en';
}

/** The language that a user sees: the setting, or the system's. */
export function resolveLocale(setting: 'system' | Locale, systemTag: string | null | undefined): Locale {
  return setting === 'system' ? localeFor(systemTag) : setting;
}
