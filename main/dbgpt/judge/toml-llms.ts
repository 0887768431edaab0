/** One `[[models.llms]]`, and their names together. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { judgeBase } from './judge-address.ts';
import { say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { isPlaceholder } from './placeholder.ts';
import type { TomlEntryRead } from './read-toml.ts';
import { seeAddress } from './seen-address.ts';
import { textIn } from './toml-text.ts';
import type { TomlText } from './toml-text.ts';

/** Providers that load a model themselves. */
const localProviders = new Set(['hf', 'vllm', 'llama.cpp', 'llama.cpp.server', 'mlx', 'sglang']);
/** DB-GPT's other clients, as its main branch had them in August 2026. */
const otherProxies = new Set(
  (
    'aimlapi baichuan burncloud claude deepseek gemini gitee infiniai litellm minimax moonshot ollama orcarouter ' +
    'siliconflow spark tongyi volcengine wenxin yi zhipu'
  ).split(' '),
);
/** Keys that look as if they did something. DB-GPT drops them without a word. */
const deadKeys = ['base_url', 'api_url', 'model', 'max_tokens', 'temperature', 'timeout'];

export function judgeLlm(entry: TomlEntryRead, facts: JudgeFacts): JudgedLine[] {
  const provider = textIn(entry, 'provider');
  return [
    ...judgeName(entry),
    ...judgeProvider(provider),
    ...(isOpenai(provider) ? judgeOpenai(entry, facts) : []),
  ];
}

/** A second entry of one name takes the first one's place. */
export function judgeNames(entries: readonly TomlEntryRead[]): JudgedLine[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { text, place } = textIn(entry, 'name');
    if (text === null || !seen.has(text)) {
      if (text !== null) seen.add(text);
      return [];
    }
    return [say(place, 'wrong', message('judge.toml.nameTwice', { name: text }))];
  });
}

function judgeName(entry: TomlEntryRead): JudgedLine[] {
  const { text, place, isThere } = textIn(entry, 'name');
  if (!isThere) return [say(place, 'wrong', message('judge.toml.noName'))];
  return text?.includes('@') === true ? [say(place, 'wrong', message('judge.toml.at'))] : [];
}

function isOpenai({ text, isThere }: TomlText): boolean {
  return !isThere || text?.toLowerCase() === 'proxy/openai';
}

function judgeProvider(provider: TomlText): JudgedLine[] {
  const { text, place, isThere } = provider;
  if (text === null || !isThere || isOpenai(provider)) return [];
  const name = text.toLowerCase();
  if (localProviders.has(name))
    return [say(place, 'warning', message('judge.toml.localProvider', { name: text }))];
  return name.startsWith('proxy/') && otherProxies.has(name.slice('proxy/'.length))
    ? [say(place, 'warning', message('judge.toml.otherProvider', { name: text }))]
    : [say(place, 'wrong', message('judge.toml.unknownProvider', { name: text }))];
}

function judgeOpenai(entry: TomlEntryRead, facts: JudgeFacts): JudgedLine[] {
  const base = textIn(entry, 'api_base');
  return [
    ...(base.isThere ? [] : [say(base.place, 'warning', message('judge.toml.noBase'))]),
    ...(base.text === null ? [] : judgeBase(base.text, base.place, facts)),
    ...judgeKey(entry),
    ...judgeBackend(entry, base.text, facts),
    ...judgeType(entry),
    ...deadKeys.flatMap((key) =>
      entry.keys.includes(key)
        ? [say(textIn(entry, key).place, 'warning', message('judge.toml.deadKey'))]
        : [],
    ),
  ];
}

function judgeKey(entry: TomlEntryRead): JudgedLine[] {
  const { text, place, isThere } = textIn(entry, 'api_key');
  if (!isThere) return [say(place, 'warning', message('judge.toml.noKey'))];
  if (text === null) return [];
  if (text.trim() === '') return [say(place, 'wrong', message('judge.env.empty'))];
  return isPlaceholder(text) ? [say(place, 'wrong', message('judge.env.placeholder'))] : [];
}

/** What is asked for: `backend`, else the name. */
function judgeBackend(entry: TomlEntryRead, base: string | null, facts: JudgeFacts): JudgedLine[] {
  const backend = textIn(entry, 'backend');
  const asked = backend.isThere ? backend : textIn(entry, 'name');
  const model = asked.text;
  if (model === null) return [];
  if (model.includes(',')) return [say(asked.place, 'wrong', message('judge.env.severalModels', { model }))];
  const isHere = base !== null && seeAddress(base, facts)?.whose === 'modeltray';
  if (!isHere) return [say(asked.place, 'ok', message('judge.model.asked', { model }))];
  return facts.isKnownModel(model)
    ? [say(asked.place, 'ok', message('judge.model.known', { model }))]
    : [say(asked.place, 'warning', message('judge.model.unknown', { model }))];
}

function judgeType(entry: TomlEntryRead): JudgedLine[] {
  const { text, place } = textIn(entry, 'api_type');
  return text === null || text === 'open_ai'
    ? []
    : [say(place, 'wrong', message('judge.env.type', { type: text }))];
}
