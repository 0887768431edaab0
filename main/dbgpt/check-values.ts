/**
 * What can stand in which file as it is. A value that a reader would change is refused, never written: DB-GPT would
 * start, and only its requests would fail.
 */
import type { ExportTarget } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { MessageParam } from '../../shared/i18n/index.ts';
import type { ExportFacts } from './facts.ts';

/** A pattern, and how its find is called; the found text itself where there is no word for it. */
type Misfit = [pattern: RegExp, sign: MessageParam | null];

const everywhere: Misfit[] = [
  [/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/, message('export.sign.control')],
  [/[\ud800-\udfff]/u, message('export.sign.broken')],
];
/**
 * Lines of a `.env` are read by python-dotenv, by `docker run --env-file`, which strips no quotes, and by Docker Compose,
 * which expands `$NAME`. Unquoted text without these reads the same in all of them.
 */
const inEnv: Misfit[] = [
  [/[$#'"`]/, null],
  [/^\s|\s$/, message('export.sign.edge')],
];
/** DB-GPT expands this inside any string of its TOML, and in what it expanded. */
const inToml: Misfit[] = [[/\$\{env:/, null]];

const misfits: Record<ExportTarget, Misfit[]> = {
  env: [...everywhere, ...inEnv],
  toml: [...everywhere, ...inToml],
  'toml-env': [...everywhere, ...inToml],
};

/** @throws ModelTrayError `bad_input` where a value of `facts` cannot stand in the file, with what to do about it */
export function checkValues(facts: ExportFacts, target: ExportTarget): void {
  checkKey(facts.key, target);
  checkModel(facts.model.name, target);
  if (facts.embedding !== null) checkModel(facts.embedding.qualifiedId, target);
  if (target === 'toml-env' && facts.model.name.includes('@'))
    throw new ModelTrayError('bad_input', message('export.error.model.at', { model: facts.model.name }));
}

function checkKey(key: string, target: ExportTarget): void {
  const sign = findMisfit(key, target);
  if (sign !== null) throw new ModelTrayError('bad_input', message('export.error.key.sign', { sign }));
  // It travels in a header, which DB-GPT's HTTP client writes as ASCII.
  if (!/^[\x20-\x7e]+$/.test(key)) throw new ModelTrayError('bad_input', message('export.error.key'));
}

function checkModel(model: string, target: ExportTarget): void {
  const sign = findMisfit(model, target);
  if (sign !== null)
    throw new ModelTrayError('bad_input', message('export.error.model.sign', { model, sign }));
}

function findMisfit(value: string, target: ExportTarget): MessageParam | null {
  for (const [pattern, sign] of misfits[target]) {
    const found = pattern.exec(value);
    if (found !== null) return sign ?? found[0];
  }
  return null;
}
