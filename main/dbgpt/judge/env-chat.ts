/** The lines of a `.env` that decide which model answers. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import type { EnvBinding } from '../env/parse-env.ts';
import { findLast } from '../env/parse-env.ts';
import type { WorkerParameter } from '../env/rivals.ts';
import { judgeBase } from './judge-address.ts';
import { say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { isPlaceholder } from './placeholder.ts';
import { seeAddress } from './seen-address.ts';
import type { ReadEnv } from './read-env.ts';

/** Both lead to DB-GPT's OpenAI client. */
const openaiNames: ReadonlySet<string> = new Set(['proxyllm', 'chatgpt_proxyllm']);

export function judgeChat(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  return [
    ...judgeModelName(env),
    ...judgeRequired(env),
    ...judgeAddress(env, facts),
    ...judgeKey(env),
    ...judgeBackend(env, facts),
    ...judgeType(env),
    ...judgeContext(env),
    ...judgeController(env, facts),
  ];
}

function judgeModelName(env: ReadEnv): JudgedLine[] {
  const binding = env.filled('LLM_MODEL');
  const name = binding?.value ?? '';
  if (binding === undefined) return [absent(env, 'LLM_MODEL', message('judge.env.noModel'))];
  const path = env.filled('LLM_MODEL_PATH')?.value ?? '';
  if (openaiNames.has(name) || openaiNames.has(path))
    return [say(binding, 'ok', message('judge.env.openaiClient'))];
  return /_proxyllm$/.test(name)
    ? [say(binding, 'warning', message('judge.env.otherClient', { name }))]
    : [say(binding, 'wrong', message('judge.env.localModel', { name }))];
}

/** argparse ends DB-GPT where one of these is not there, the first even with `PROXY_API_BASE`. */
function judgeRequired(env: ReadEnv): JudgedLine[] {
  return (['PROXY_SERVER_URL', 'PROXY_API_KEY'] as const).flatMap((parameter) =>
    env.setter(parameter) === undefined ? [absent(env, parameter, message('judge.env.empty'))] : [],
  );
}

/** The base that counts; an `OPENAI_API_BASE` comes before the address in `PROXY_SERVER_URL`. */
function judgeAddress(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  const base = env.setter('PROXY_API_BASE');
  const foreign = env.filled('OPENAI_API_BASE');
  const full = env.setter('PROXY_SERVER_URL');
  const counting = base ?? foreign;
  const judged = counting === undefined ? [] : judgeBase(counting.value ?? '', counting, facts);
  if (base === undefined && foreign !== undefined)
    judged.push(say(foreign, 'warning', message('judge.env.foreignBase')));
  if (full === undefined) return judged;
  const byFull = judgeBase(baseOf(full.value ?? ''), full, facts);
  // What does not count is only said to be wrong where it cannot be read at all.
  return [
    ...judged,
    ...(counting === undefined ? byFull : byFull.filter(({ verdict }) => verdict === 'wrong')),
  ];
}

/** The text before the first endpoint, as DB-GPT cuts it; with several addresses it cuts behind the first. */
function baseOf(url: string): string {
  return url.includes(',') ? url : (url.split('/chat/completions')[0] ?? '');
}

function judgeKey(env: ReadEnv): JudgedLine[] {
  const binding = env.setter('PROXY_API_KEY');
  if (binding === undefined) return [];
  const key = binding.value?.trim() ?? '';
  if (isPlaceholder(key)) return [say(binding, 'wrong', message('judge.env.placeholder'))];
  if (!/^[\x20-\x7e]+$/.test(key)) return [say(binding, 'wrong', message('judge.env.keySigns'))];
  return [say(binding, 'ok', message('judge.env.key'))];
}

function judgeBackend(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  const binding = env.setter('PROXYLLM_BACKEND');
  if (binding === undefined)
    return [absent(env, 'PROXYLLM_BACKEND', message('judge.env.noBackend'), 'warning')];
  const model = binding.value?.trim() ?? '';
  if (model.includes(',')) return [say(binding, 'wrong', message('judge.env.severalModels', { model }))];
  if (!leadsHere(env, facts)) return [say(binding, 'ok', message('judge.model.asked', { model }))];
  return facts.isKnownModel(model)
    ? [say(binding, 'ok', message('judge.model.known', { model }))]
    : [say(binding, 'warning', message('judge.model.unknown', { model }))];
}

function leadsHere(env: ReadEnv, facts: JudgeFacts): boolean {
  const binding =
    env.setter('PROXY_API_BASE') ?? env.filled('OPENAI_API_BASE') ?? env.setter('PROXY_SERVER_URL');
  return seeAddress(binding?.value ?? '', facts)?.whose === 'modeltray';
}

function judgeType(env: ReadEnv): JudgedLine[] {
  const binding = env.setter('PROXY_API_TYPE') ?? env.filled('OPENAI_API_TYPE');
  if (binding === undefined || binding.value?.trim() === 'open_ai') return [];
  return [say(binding, 'wrong', message('judge.env.type', { type: binding.value?.trim() ?? '' }))];
}

function judgeContext(env: ReadEnv): JudgedLine[] {
  const binding = env.setter('MAX_CONTEXT_SIZE');
  if (binding === undefined || /^\s*[1-9]\d*\s*$/.test(binding.value ?? '')) return [];
  return [say(binding, 'wrong', message('judge.env.number'))];
}

/** DB-GPT's own controller, which people take for the model's address. */
function judgeController(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  const binding = env.filled('MODEL_SERVER');
  const seen = binding === undefined ? null : seeAddress(binding.value ?? '', facts);
  if (binding === undefined || seen === null) return [];
  const isModel = seen.whose === 'modeltray' || seen.path.includes('/v1') || seen.url.port === '11434';
  return isModel ? [say(binding, 'wrong', message('judge.env.controller'))] : [];
}

/** At the line that is there and empty; otherwise it stands nowhere. */
function absent(
  env: ReadEnv,
  key: WorkerParameter | 'LLM_MODEL',
  text: Message,
  verdict: JudgedLine['verdict'] = 'wrong',
): JudgedLine {
  const binding: EnvBinding | undefined = findLast(env.file, key);
  return say({ line: binding?.line ?? null, key }, verdict, text);
}
