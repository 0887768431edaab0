/** What the compiler can't see of the two catalogues: placeholders, empty and untranslated texts, keys nobody uses. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { apiErrors, proxyErrors } from '../shared/errors.ts';
import { en } from '../shared/i18n/en/index.ts';
import { localeFor, message, renderMessage, resolveLocale } from '../shared/i18n/index.ts';
import { zhCn } from '../shared/i18n/zh-cn/index.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const texts: readonly (readonly [key: string, english: string, chinese: string])[] = Object.entries(en).map(
  ([key, english]) => [key, english, String(Reflect.get(zhCn, key))],
);
const errorKeys = [...Object.keys(proxyErrors), ...Object.keys(apiErrors)].map((code) => `error.${code}`);
const chineseCharacter = /[\u3400-\u9fff]/;

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').toSorted();
}

/** Without what stays English in a Chinese text: placeholders, commands, addresses, paths and quoted code. */
function proseOf(text: string): string {
  return text
    .replace(/\{\w+\}/g, ' ')
    .replace(/`[^`]*`|"[^"]*"/g, ' ')
    .replace(/\b(?:npx|npm|node|curl|dbgpt|sudo)(?: [\w./:=-]+)+/g, ' ')
    .replace(/\S*[/._=]\S*/g, ' ');
}

/** Four English words in a row are a sentence; names of products are shorter. */
function hasEnglishSentence(text: string): boolean {
  const words = chineseCharacter.test(text) ? 4 : 2;
  return new RegExp(`(?:\\b[a-z]{2,}\\b[ ,]+){${words - 1}}[a-z]{2,}\\b`).test(proseOf(text));
}

describe('the catalogues', () => {
  const keysWhere = (isWrong: (english: string, chinese: string) => boolean) =>
    texts.filter(([, english, chinese]) => isWrong(english, chinese)).map(([key]) => key);

  test('each text has the same placeholders in both languages', () => {
    expect(
      keysWhere((english, chinese) => placeholders(english).join() !== placeholders(chinese).join()),
    ).toEqual([]);
  });

  test('no text is empty, or ends with a blank', () => {
    const isBad = (text: string) => text.trim() === '' || text !== text.trimEnd();
    expect(keysWhere((english, chinese) => isBad(english) || isBad(chinese))).toEqual([]);
  });

  test('no English sentence is left in Chinese, no Chinese in English', () => {
    expect(
      keysWhere((english, chinese) => hasEnglishSentence(chinese) || chineseCharacter.test(english)),
    ).toEqual([]);
  });

  test('Chinese words are quoted with 「」', () => {
    const quoted = (text: string) => text.split('"').filter((_part, index) => index % 2 === 1);
    expect(
      keysWhere((_english, chinese) => quoted(chinese).some((part) => chineseCharacter.test(part))),
    ).toEqual([]);
  });

  test('each error has its text', () => {
    expect(errorKeys.filter((key) => !(key in en))).toEqual([]);
  });

  test('each text is used: by its key, or by a template that begins like it', () => {
    const { literals, prefixes } = readUses();
    const unused = texts
      .map(([key]) => key)
      .filter(
        (key) =>
          !literals.has(key) &&
          !errorKeys.includes(key) &&
          !prefixes.some((prefix) => key.startsWith(prefix)),
      );
    expect(unused).toEqual([]);
  });
});

/** The strings of the sources that may be keys, and the beginnings of templates such as `health.${…}`. */
function readUses(): { literals: Set<string>; prefixes: string[] } {
  const literals = new Set<string>();
  const prefixes = new Set<string>();
  for (const source of sourceTexts()) {
    for (const found of source.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)) literals.add(found[1] ?? '');
    for (const found of source.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)) prefixes.add(found[1] ?? '');
  }
  return { literals, prefixes: [...prefixes] };
}

function sourceTexts(): string[] {
  return ['main', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !join(folder, name).startsWith(`shared${sep}i18n${sep}`))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
}

describe('the checks see what they should', () => {
  test.each([
    ['Please enter the address again.', true],
    ['请输入地址 and then press the button.', true],
    ['Ollama', false],
    ['运行:npx modeltray status --show-key', false],
    ['适用于 LM Studio、llama.cpp 与 vLLM', false],
    ['{upstream} · {model}', false],
  ])('an English sentence in %s: %s', (text, expected) => {
    expect(hasEnglishSentence(text)).toBe(expected);
  });

  test('placeholders are compared as sets with their number', () => {
    expect(placeholders('{b} and {a}')).toEqual(placeholders('{a}{b}'));
    expect(placeholders('{a}')).not.toEqual(placeholders('{a}{a}'));
  });
});

describe('rendering', () => {
  test('a message inside a message is put into the same language', () => {
    const inner = message('location.this-machine');
    const outer = message('error.said', { text: inner });
    expect(renderMessage('zh-CN', outer)).toBe(zhCn['location.this-machine']);
    expect(renderMessage('en', outer)).toBe(en['location.this-machine']);
  });

  test('a value that looks like a placeholder is left as it is', () => {
    expect(renderMessage('en', message('error.said', { text: '{text} $& $1' }))).toBe('{text} $& $1');
  });

  test.each([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zha', 'en'],
    ['C', 'en'],
    [null, 'en'],
  ])('the language of %s is %s', (tag, expected) => {
    expect(localeFor(tag)).toBe(expected);
  });

  test("the user's choice goes before the system's", () => {
    expect(resolveLocale('en', 'zh_CN')).toBe('en');
    expect(resolveLocale('system', 'zh_CN')).toBe('zh-CN');
  });
});
