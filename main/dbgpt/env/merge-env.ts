/** Puts our lines into a user's `.env`: only our keys change, in place; every other byte stays. Pure. */
import { writeEnvValue } from './env-value.ts';
import { findLast, parseEnv } from './parse-env.ts';
import type { EnvFile } from './parse-env.ts';

export interface EnvLine {
  key: string;
  value: string;
  /** Said above the line where it is new, one line each, without `#`. */
  comments: readonly string[];
}

export interface EnvMerge {
  text: string;
  /** Keys whose value is another one now, and keys that were not there, in our order. */
  changed: string[];
  added: string[];
}

/**
 * A key that is there keeps its place, at its last active occurrence, and its comment; one that is not goes to the end,
 * under `title`. Merging the same lines again changes nothing.
 * @throws RangeError where a value cannot be written so that it is read back (`checkValues` refuses it before)
 */
export function mergeEnv(text: string, lines: readonly EnvLine[], title: string): EnvMerge {
  const file = parseEnv(text);
  const wrong = lines.filter(({ key, value }) => findLast(file, key)?.value !== value);
  const present = wrong.filter(({ key }) => findLast(file, key) !== undefined);
  const missing = wrong.filter(({ key }) => findLast(file, key) === undefined);
  const replaced = replaceValues(file, present);
  return {
    text: missing.length === 0 ? replaced : replaced + appendix(replaced, file, missing, title),
    changed: present.map(({ key }) => key),
    added: missing.map(({ key }) => key),
  };
}

/** From the last to the first, so that offsets stay true. */
function replaceValues(file: EnvFile, lines: readonly EnvLine[]): string {
  const edits = lines.flatMap((line) => {
    const binding = findLast(file, line.key);
    if (binding === undefined) return [];
    return [{ ...binding, written: binding.value === null ? `=${written(line)}` : written(line) }];
  });
  return edits
    .toSorted((a, b) => b.valueStart - a.valueStart)
    .reduce(
      (text, { valueStart, valueEnd, written: value }) =>
        text.slice(0, valueStart) + value + text.slice(valueEnd),
      file.text,
    );
}

function appendix(before: string, { lineEnd }: EnvFile, lines: readonly EnvLine[], title: string): string {
  const body = lines.flatMap((line) => [
    ...line.comments.map((comment) => `# ${comment}`),
    `${line.key}=${written(line)}`,
  ]);
  const isEmpty = before.replace('\uFEFF', '').trim() === '';
  const gap = isEmpty ? [] : /(?:^|[\r\n])$/.test(before) ? [''] : ['', ''];
  return [...gap, `# ${title}`, ...body, ''].join(lineEnd);
}

function written({ key, value }: EnvLine): string {
  const text = writeEnvValue(value);
  if (text === null) throw new RangeError(`the value of ${key} cannot stand in a .env`);
  return text;
}
