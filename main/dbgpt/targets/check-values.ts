/**
 * What can stand in which file so that DB-GPT gets it as it is. A value that a reader would change is refused, never
 * written: DB-GPT would start, and only its requests would fail.
 */
import type { ExportTarget } from '../../../shared/exports.ts';
import { ModelTrayError } from '../../../shared/errors.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { MessageParam } from '../../../shared/i18n/index.ts';
import { isPlain, writeEnvValue } from '../env/env-value.ts';
import { defaultModelOf } from '../facts.ts';
import type { ExportFacts, ExportModel } from '../facts.ts';
import { envLines } from './env-lines.ts';

/** A pattern, and how its find is called; the found text itself where there is no word for it. */
type Misfit = [pattern: RegExp, sign: MessageParam | null];

const everywhere: Misfit[] = [
  [/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/, message('export.sign.control')],
  [/[\ud800-\udfff]/u, message('export.sign.broken')],
];
/** DB-GPT expands this inside any string of its TOML, and in what it expanded. */
const inToml: Misfit[] = [[/\$\{env:/, null]];
/** python-dotenv expands `${NAME}` even in quotes, and DB-GPT strips every value. */
const inEnv: Misfit[] = [
  [/\$\{/, null],
  [/^\s|\s$/, message('export.sign.edge')],
];

/** @throws ModelTrayError `bad_input` where a value of `facts` cannot stand in the file, with what to do about it */
export function checkValues(facts: ExportFacts, target: ExportTarget): void {
  const misfits = [...everywhere, ...(target === '0.6' ? inEnv : inToml)];
  for (const { name, backend, key, baseUrl } of written(facts, target)) {
    checkKey(key, misfits, target);
    checkText(name, backend, misfits, target);
    checkText(baseUrl, baseUrl, misfits, target);
  }
  const { name, backend } = defaultModelOf(facts);
  if (target === 'stock-env' && backend.includes('@'))
    throw new ModelTrayError('bad_input', message('export.error.model.at', { model: name }));
}

/**
 * The keys whose value has to be quoted in a `.env`. Every reader but `docker run --env-file` strips the quotes again.
 */
export function quotedKeys(facts: ExportFacts): string[] {
  return envLines(facts).flatMap(({ key, value }) => (isPlain(value) ? [] : [key]));
}

type Written = Pick<ExportModel, 'name' | 'backend' | 'key' | 'baseUrl'>;

function written(facts: ExportFacts, target: ExportTarget): Written[] {
  const hasRoomForAll = target === '0.7' || target === '0.8';
  const models = hasRoomForAll ? facts.models : [defaultModelOf(facts)];
  const pinned = [facts.embedding, facts.rerank].filter((one) => one !== null);
  return [...models, ...pinned.map((one) => ({ ...one, name: one.qualifiedId }))];
}

function checkKey(key: string, misfits: readonly Misfit[], target: ExportTarget): void {
  const sign = findMisfit(key, misfits) ?? unwritable(key, target);
  if (sign !== null) throw new ModelTrayError('bad_input', message('export.error.key.sign', { sign }));
  // It travels in a header, which DB-GPT's HTTP client writes as ASCII.
  if (!/^[\x20-\x7e]+$/.test(key)) throw new ModelTrayError('bad_input', message('export.error.key'));
}

function checkText(name: string, text: string, misfits: readonly Misfit[], target: ExportTarget): void {
  const sign = findMisfit(text, misfits) ?? unwritable(text, target);
  if (sign !== null)
    throw new ModelTrayError('bad_input', message('export.error.model.sign', { model: name, sign }));
}

function findMisfit(value: string, misfits: readonly Misfit[]): MessageParam | null {
  for (const [pattern, sign] of misfits) {
    const found = pattern.exec(value);
    if (found !== null) return sign ?? found[0];
  }
  return null;
}

/** What is left in a `.env`: both kinds of quotes, or a backslash where quotes are needed. */
function unwritable(value: string, target: ExportTarget): MessageParam | null {
  if (target !== '0.6' || writeEnvValue(value) !== null) return null;
  return value.includes('\\') ? message('export.sign.backslash') : message('export.sign.quotes');
}
