/** What of a `.env` is written so that its readers take it for something else. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { findLast } from '../env/parse-env.ts';
import type { EnvBinding } from '../env/parse-env.ts';
import { spellings, workerParameters } from '../env/rivals.ts';
import { say } from './judge-facts.ts';
import type { ReadEnv } from './read-env.ts';

export function judgeWriting(env: ReadEnv): JudgedLine[] {
  const { file } = env;
  const relevant = relevantNames(env);
  const bindings = file.bindings.filter((binding) => findLast(file, binding.key) === binding);
  return [
    ...bindings.filter(({ key }) => relevant.has(key)).flatMap((one) => judgeValue(one, file.text)),
    ...bindings.filter(({ key }) => isMisspelt(key, relevant)).map(misspelt),
    ...file.unreadable.map((line) => say({ line, key: '' }, 'warning', message('judge.env.unreadable'))),
  ];
}

/** Names that DB-GPT looks for, of those that matter here. */
function relevantNames({ modelName }: ReadEnv): ReadonlySet<string> {
  const worker = workerParameters.flatMap((parameter) => spellings(parameter, modelName));
  return new Set([...worker, 'LLM_MODEL', 'EMBEDDING_MODEL', 'RERANK_MODEL', 'OPENAI_API_BASE']);
}

function judgeValue(binding: EnvBinding, text: string): JudgedLine[] {
  const { value, valueStart, valueEnd, end } = binding;
  const written = text.slice(valueStart, valueEnd);
  const isQuoted = /^['"]/.test(written);
  if (/\$\{[^}]*\}/.test(value ?? '')) return [say(binding, 'warning', message('judge.env.variable'))];
  if (!isQuoted && written.includes('#')) return [say(binding, 'warning', message('judge.env.hash'))];
  return /^[^\S\r\n]*#/.test(text.slice(valueEnd, end)) && written !== ''
    ? [say(binding, 'warning', message('judge.env.comment'))]
    : [];
}

/** DB-GPT tries a name as it is, all in capitals and all in small letters, and no other. */
function isMisspelt(key: string, relevant: ReadonlySet<string>): boolean {
  return !relevant.has(key) && relevant.has(key.toUpperCase());
}

function misspelt(binding: EnvBinding): JudgedLine {
  return say(binding, 'wrong', message('judge.env.spelling', { right: binding.key.toUpperCase() }));
}
