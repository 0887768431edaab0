/**
 * Which line of a `.env` DB-GPT up to 0.6.3 takes a parameter of its model worker from. It asks by its model's name, then
 * as `LLM_…`, then bare, each as written, in capitals and in small letters, and skips empty values
 * (dbgpt/util/parameter_utils.py), so a line of a user's can hide one of ours without carrying its name.
 */
import type { EnvBinding, EnvFile } from './parse-env.ts';
import { findLast } from './parse-env.ts';

export interface Rival {
  key: string;
  line: number;
  /** The key of ours that it wins over; null where it changes where DB-GPT sends all of it. */
  over: string | null;
}

/** The parameters of the worker that our lines set, by our spelling. */
export const workerParameters = [
  'PROXY_SERVER_URL',
  'PROXY_API_KEY',
  'PROXY_API_BASE',
  'PROXY_API_TYPE',
  'PROXYLLM_BACKEND',
  'MAX_CONTEXT_SIZE',
] as const;
export type WorkerParameter = (typeof workerParameters)[number];

/** Foreign variables with a meaning of their own. */
const foreign: Readonly<Record<string, string>> = {
  OPENAI_API_BASE: 'PROXY_SERVER_URL',
  OPENAI_API_TYPE: 'PROXY_API_TYPE',
};

/** DB-GPT's client goes through these even to 127.0.0.1; the last three only where `NO_PROXY` does not name it. */
const httpProxies = ['http_proxy', 'https_proxy'] as const;
const politeProxies = ['HTTP_PROXY', 'ALL_PROXY', 'all_proxy'] as const;

/** What wins over `keys`, the ones that we write, in the file's order. Empty values do not count: DB-GPT skips them. */
export function findRivals(file: EnvFile, keys: readonly string[], modelName = 'proxyllm'): Rival[] {
  const ours = new Set(keys);
  const proxies = proxiesOf(file);
  return file.bindings.flatMap((binding) => {
    if (!isFilled(binding) || findLast(file, binding.key) !== binding || ours.has(binding.key)) return [];
    const over = proxies.has(binding.key) ? null : hides(binding.key, ours, modelName);
    return over === undefined ? [] : [{ key: binding.key, line: binding.line, over }];
  });
}

/** The names of variables that lead DB-GPT's requests through a proxy, where the file sets them. */
export function proxiesOf(file: EnvFile): ReadonlySet<string> {
  const excluded = ['NO_PROXY', 'no_proxy'].some((key) =>
    /(?:^|[\s,])(?:127\.0\.0\.1|localhost|\*)(?:$|[\s,])/.test(findLast(file, key)?.value ?? ''),
  );
  const names = excluded ? httpProxies : [...httpProxies, ...politeProxies];
  return new Set(names.filter((key) => isFilled(findLast(file, key))));
}

/** Every name that `parameter` is asked for by, in order; the bare one in capitals, our spelling, comes last. */
export function spellings(parameter: string, modelName: string): string[] {
  const field = parameter.toLowerCase();
  const prefixes = [`${modelName.replaceAll('-', '_')}_`, 'LLM_', ''];
  const names = prefixes.flatMap((prefix) => {
    const name = `${prefix}${field}`;
    return [name, name.toUpperCase(), name.toLowerCase()];
  });
  return [...new Set(names)];
}

/** The lines that set `parameter`, the one that counts first; each name's last line only, empty ones left out. */
export function settersOf(file: EnvFile, parameter: string, modelName: string): EnvBinding[] {
  return spellings(parameter, modelName).flatMap((key) => {
    const binding = findLast(file, key);
    return binding !== undefined && isFilled(binding) ? [binding] : [];
  });
}

function hides(key: string, ours: ReadonlySet<string>, modelName: string): string | undefined {
  const wins = foreign[key];
  if (wins !== undefined) {
    // `PROXY_API_BASE` and `PROXY_API_TYPE` of ours are asked before these two.
    const guard = key === 'OPENAI_API_BASE' ? 'PROXY_API_BASE' : 'PROXY_API_TYPE';
    return ours.has(guard) ? undefined : wins;
  }
  return workerParameters.find(
    (parameter) => ours.has(parameter) && spellings(parameter, modelName).slice(0, -1).includes(key),
  );
}

function isFilled(binding: EnvBinding | undefined): boolean {
  return (binding?.value ?? '').trim() !== '';
}
