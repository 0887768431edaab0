/** Judges a `.env` as DB-GPT up to 0.6.3 reads it: each line that matters, and what is missing. Pure. */
import type { ConfigReport, JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { findLast } from '../env/parse-env.ts';
import { findRivals, settersOf, spellings, workerParameters } from '../env/rivals.ts';
import { judgeChat } from './env-chat.ts';
import { judgeKnowledge } from './env-knowledge.ts';
import { judgeWriting } from './env-writing.ts';
import { foundAddresses } from './found-addresses.ts';
import { inOrder, say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { hasKey } from './placeholder.ts';
import { readEnv } from './read-env.ts';
import type { ReadEnv } from './read-env.ts';

export function judgeEnv(text: string, facts: JudgeFacts): ConfigReport {
  const env = readEnv(text);
  const lines = [
    ...judgeVersion(facts),
    ...judgeChat(env, facts),
    ...judgeKnowledge(env, facts),
    ...judgeHidden(env),
    ...judgeWriting(env),
  ];
  return { kind: 'env', path: null, lines: inOrder(lines), addresses: addressesOf(env, facts) };
}

function judgeVersion({ target }: JudgeFacts): JudgedLine[] {
  const isOther = target !== null && target !== '0.6';
  return isOther ? [say({ line: null, key: '.env' }, 'wrong', message('judge.env.newDbgpt'))] : [];
}

/** Lines that set what another line sets too, and do not count. */
function judgeHidden({ file, modelName }: ReadEnv): JudgedLine[] {
  const hidden = workerParameters.flatMap((parameter) => {
    const [counts, ...others] = settersOf(file, parameter, modelName);
    if (counts === undefined) return [];
    return others.map(({ key, line }) =>
      say({ line, key }, 'warning', message('judge.env.hidden', { by: counts.key, line: counts.line })),
    );
  });
  const relevant = new Set(['LLM_MODEL', ...workerParameters.flatMap((one) => spellings(one, modelName))]);
  const repeated = file.bindings.flatMap((binding) => {
    const last = findLast(file, binding.key);
    if (last === binding || last === undefined || !relevant.has(binding.key)) return [];
    const { key, line } = binding;
    return [say({ line, key }, 'warning', message('judge.env.twice', { line: last.line }))];
  });
  const foreign = findRivals(file, workerParameters)
    .filter(({ over }) => over === null)
    .map(({ key, line }) => say({ line, key }, 'warning', message('judge.env.httpProxy')));
  return [...hidden, ...repeated, ...foreign];
}

function addressesOf(env: ReadEnv, facts: JudgeFacts): ConfigReport['addresses'] {
  const key = hasKey(env.setter('PROXY_API_KEY')?.value);
  const chat = [env.setter('PROXY_API_BASE'), env.filled('OPENAI_API_BASE'), env.setter('PROXY_SERVER_URL')];
  const embedding = env.file.bindings.filter(
    (binding) => /_proxy_server_url$/i.test(binding.key) && findLast(env.file, binding.key) === binding,
  );
  const bindings = [...chat, ...embedding].filter((binding) => binding !== undefined);
  return foundAddresses(
    bindings.map(({ value, line }) => ({ value: value ?? '', line, hasKey: key })),
    facts,
  );
}
