import { findLast, parseEnv } from '../env/parse-env.ts';
import type { EnvBinding, EnvFile } from '../env/parse-env.ts';
import { settersOf } from '../env/rivals.ts';
import type { WorkerParameter } from '../env/rivals.ts';

/** A `.env` with the line that each parameter is taken from. */
export interface ReadEnv {
  file: EnvFile;
  modelName: string;
  /** The binding that counts; undefined where none sets it. */
  setter(parameter: WorkerParameter): EnvBinding | undefined;
  /** The last line of that very name, where it holds something. */
  filled(key: string): EnvBinding | undefined;
}

export function readEnv(text: string): ReadEnv {
  const file = parseEnv(text);
  const filled = (key: string): EnvBinding | undefined => {
    const binding = findLast(file, key);
    return (binding?.value ?? '').trim() === '' ? undefined : binding;
  };
  const named = filled('LLM_MODEL')?.value?.trim() ?? '';
  const modelName = named === '' ? 'proxyllm' : named;
  return { file, modelName, filled, setter: (parameter) => settersOf(file, parameter, modelName)[0] };
}
