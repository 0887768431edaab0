/**
 * Puts our tables into a user's TOML: our keys change where they stand, entries of ours are added behind those that are
 * there, and comments, order and everything else stay. Pure. The result is parsed and compared with what was meant, so a
 * file that is written in a way which cannot be merged is refused instead of spoiled.
 */
import { parse } from 'smol-toml';
import { isDeepStrictEqual } from 'node:util';
import { scanToml } from './scan-toml.ts';
import type { TomlEntry, TomlTable } from './scan-toml.ts';
import { tomlValue } from './toml-value.ts';
import type { TomlScalar } from './toml-value.ts';

/** One key with its value, and what is said above it where it is new. */
export interface TomlLine {
  key: string;
  value: TomlScalar;
  comment?: string;
}

export type TomlPart =
  /** `[models]`, `[service.web.agent_context]`. */
  | { kind: 'table'; path: readonly string[]; lines: readonly TomlLine[] }
  /** `[[models.llms]]`, known by its `name`, which is the first line. */
  | { kind: 'entry'; path: readonly string[]; name: string; lines: readonly TomlLine[] };

export type TomlMerge =
  | { ok: true; text: string; isChanged: boolean }
  /** `syntax`: the file is no TOML. `shape`: its tables are written in a form that tables cannot be added to. */
  | { ok: false; problem: 'syntax' | 'shape'; said: string };

export function mergeToml(text: string, parts: readonly TomlPart[]): TomlMerge {
  let wanted: Record<string, unknown>;
  try {
    wanted = parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    return { ok: false, problem: 'syntax', said: inOneLine(thrown) };
  }
  const isPut = parts.every((part) => put(wanted, part));
  if (!isPut) return { ok: false, problem: 'shape', said: '' };
  const merged = parts.reduce(mergePart, text);
  try {
    const is: unknown = parse(merged.replace(/^\uFEFF/, ''));
    // Cloned: the parser's objects have no prototype, and ours have.
    if (isDeepStrictEqual(structuredClone(is), structuredClone(wanted)))
      return { ok: true, text: merged, isChanged: merged !== text };
    return { ok: false, problem: 'shape', said: '' };
  } catch (thrown) {
    return { ok: false, problem: 'shape', said: inOneLine(thrown) };
  }
}

/** The same on the parsed file: what the merged text must be read as. False where something else is in the place. */
function put(file: Record<string, unknown>, part: TomlPart): boolean {
  const own = part.kind === 'table' ? part.path : part.path.slice(0, -1);
  let at = file;
  for (const name of own) {
    const inner = (at[name] ??= {});
    if (!isTable(inner)) return false;
    at = inner;
  }
  const target = part.kind === 'table' ? at : entryIn(at, part);
  if (target === null) return false;
  for (const { key, value } of part.lines) target[key] = value;
  return true;
}

function entryIn(
  at: Record<string, unknown>,
  { path, name }: Extract<TomlPart, { kind: 'entry' }>,
): Record<string, unknown> | null {
  const list = (at[path.at(-1) ?? ''] ??= []);
  if (!Array.isArray(list)) return null;
  const found: unknown = list.find((one) => isTable(one) && one['name'] === name);
  if (isTable(found)) return found;
  const added: Record<string, unknown> = {};
  list.push(added);
  return added;
}

function mergePart(text: string, part: TomlPart): string {
  const tables = scanToml(text);
  const table = tables.find((one) => isOf(one, part, text));
  if (table !== undefined) return part.lines.reduce((at, line) => setLine(at, line, part), text);
  // Behind the last entry with the tables inside it: in between, those would become ours.
  const before = part.kind === 'entry' ? tables.findLast((one) => isWithin(one.path, part.path)) : undefined;
  return insert(text, before === undefined ? text.length : contentEnd(before), render(part));
}

/** Found anew for each line: the one before may have moved it. */
function setLine(text: string, line: TomlLine, part: TomlPart): string {
  const table = scanToml(text).find((one) => isOf(one, part, text));
  if (table === undefined) return text;
  const entry = table.entries.find(({ key }) => key.length === 1 && key[0] === line.key);
  const value = tomlValue(line.value);
  if (entry === undefined) return insertLine(text, table, renderLine(line));
  return isSameValue(text.slice(entry.valueStart, entry.valueEnd), line.value)
    ? text
    : text.slice(0, entry.valueStart) + value + text.slice(entry.valueEnd);
}

function isOf(table: TomlTable, part: TomlPart, text: string): boolean {
  if (table.isArray !== (part.kind === 'entry') || !isSamePath(table.path, part.path)) return false;
  return part.kind === 'table' || nameOf(table.entries, text) === part.name;
}

function nameOf(entries: readonly TomlEntry[], text: string): string | null {
  const entry = entries.find(({ key }) => key.length === 1 && key[0] === 'name');
  if (entry === undefined) return null;
  const { value } = parse(`value = ${text.slice(entry.valueStart, entry.valueEnd)}`);
  return typeof value === 'string' ? value : null;
}

function isSameValue(written: string, value: TomlScalar): boolean {
  return isDeepStrictEqual(parse(`value = ${written}`)['value'], value);
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return outer.every((part, at) => part === path[at]);
}

function isSamePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}

/** Behind the last entry of a table: what follows, comments and blank lines, may belong to the next one. */
function contentEnd({ entries, bodyStart }: TomlTable): number {
  return entries.at(-1)?.end ?? bodyStart;
}

function insertLine(text: string, table: TomlTable, lines: readonly string[]): string {
  const at = contentEnd(table);
  const lineEnd = lineEndOf(text);
  const gap = at === 0 || /\n$/.test(text.slice(0, at)) ? '' : lineEnd;
  return `${text.slice(0, at)}${gap}${lines.join(lineEnd)}${lineEnd}${text.slice(at)}`;
}

function insert(text: string, at: number, lines: readonly string[]): string {
  const lineEnd = lineEndOf(text);
  const before = text.slice(0, at);
  const after = text.slice(at);
  const isFirst = before.replace('\uFEFF', '').trim() === '';
  const lead = isFirst ? '' : before.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  const tail = after === '' || /^\s*\n/.test(after) ? '' : lineEnd;
  return `${before}${lead}${lines.join(lineEnd)}${lineEnd}${tail}${after}`;
}

function render(part: TomlPart): string[] {
  const path = part.path.join('.');
  return [part.kind === 'entry' ? `[[${path}]]` : `[${path}]`, ...part.lines.flatMap(renderLine)];
}

function renderLine({ key, value, comment }: TomlLine): string[] {
  return [...(comment === undefined ? [] : [`# ${comment}`]), `${key} = ${tomlValue(value)}`];
}

function lineEndOf(text: string): string {
  return /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function inOneLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '';
}
