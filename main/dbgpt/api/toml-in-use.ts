/**
 * Whether the TOML file that DB-GPT was started with is known. DB-GPT starts what it keeps of the API beside what its TOML
 * names, and where both have one name, neither is left: nothing is added before it is known which names are taken there.
 */
import { ModelTrayError } from '../../../shared/errors.ts';
import { message } from '../../../shared/i18n/index.ts';
import { readTarget, textOf } from '../files/read-target.ts';
import { readToml } from '../judge/read-toml.ts';
import type { RunningModel } from './client.ts';

/**
 * The names that the file gives to models of any sort.
 * @throws ModelTrayError `file_not_found`, `toml_unknown` (none named, unreadable, or not the one in use), as `readTarget`
 */
export async function namesInToml(
  path: string | null,
  running: readonly RunningModel[],
): Promise<ReadonlySet<string>> {
  if (path === null) throw new ModelTrayError('toml_unknown', message('error.toml_unknown'));
  const target = await readTarget(path);
  if (target.bytes === null)
    throw new ModelTrayError('file_not_found', message('error.file_not_found', { path }));
  const read = readToml(textOf(target));
  if (!read.ok)
    throw new ModelTrayError('toml_unknown', message('sync.api.tomlUnreadable', { path, said: read.said }));
  const namesOf = (list: 'llms' | 'embeddings' | 'rerankers'): string[] =>
    read.toml.entries(list).flatMap((entry) => nameIn(entry.value('name')?.value));
  const chat = namesOf('llms');
  const names = new Set(running.map(({ name }) => name));
  if (!chat.some((name) => names.has(name)))
    throw new ModelTrayError('toml_unknown', message('sync.api.tomlOther', { path }));
  return new Set([...chat, ...namesOf('embeddings'), ...namesOf('rerankers')]);
}

/** Of `${env:NAME:-default}` the default: what the variable holds where DB-GPT runs is not to be seen from here. */
function nameIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const variable = /^\$\{env:[^}:]+(?::-([^}]*))?\}$/.exec(value);
  if (variable === null) return [value];
  return variable[1] === undefined ? [] : [variable[1]];
}
