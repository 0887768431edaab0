/**
 * Variables that win over ours. DB-GPT up to 0.6.3 asks for a parameter of its model worker by its model's name, then as
 * `LLM_…`, then bare, each as written, in capitals and in small letters (dbgpt/util/parameter_utils.py), so a line of a
 * user's can hide one of ours without carrying its name.
 */
import type { EnvFile } from './parse-env.ts';

export interface Rival {
  key: string;
  line: number;
  /** The key of ours that it wins over; null where it changes where DB-GPT sends all of it. */
  over: string | null;
}

/** The parameters of the worker that our lines set, by our spelling. */
const parameters: readonly string[] = [
  'PROXY_SERVER_URL',
  'PROXY_API_KEY',
  'PROXY_API_BASE',
  'PROXY_API_TYPE',
  'PROXYLLM_BACKEND',
  'MAX_CONTEXT_SIZE',
];

/** Foreign variables with a meaning of their own. */
const foreign: Readonly<Record<string, string | null>> = {
  OPENAI_API_BASE: 'PROXY_SERVER_URL',
  OPENAI_API_TYPE: 'PROXY_API_TYPE',
  http_proxy: null,
  https_proxy: null,
};

/** What wins over `keys`, the ones that we write, in the file's order. Empty values do not count: DB-GPT skips them. */
export function findRivals(file: EnvFile, keys: readonly string[], modelName = 'proxyllm'): Rival[] {
  const ours = new Set(keys);
  return file.bindings.flatMap((binding) => {
    if (binding.value === null || binding.value.trim() === '' || ours.has(binding.key)) return [];
    const over = hides(binding.key, ours, modelName);
    return over === undefined ? [] : [{ key: binding.key, line: binding.line, over }];
  });
}

function hides(key: string, ours: ReadonlySet<string>, modelName: string): string | null | undefined {
  const wins = foreign[key];
  if (wins !== undefined) {
    // `PROXY_API_BASE` and `PROXY_API_TYPE` of ours are asked before these two.
    const guard = key === 'OPENAI_API_BASE' ? 'PROXY_API_BASE' : 'PROXY_API_TYPE';
    return wins !== null && ours.has(guard) ? undefined : wins;
  }
  return parameters.find((parameter) => ours.has(parameter) && spellings(parameter, modelName).includes(key));
}

/** Every name that is asked for before the bare one in capitals. */
function spellings(parameter: string, modelName: string): string[] {
  const field = parameter.toLowerCase();
  const prefixes = [`${modelName.replaceAll('-', '_')}_`, 'LLM_'];
  const prefixed = prefixes.flatMap((prefix) => {
    const name = `${prefix}${field}`;
    return [name, name.toUpperCase(), name.toLowerCase()];
  });
  return [...prefixed, field];
}
