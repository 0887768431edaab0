/**
 * Reads a `.env` as python-dotenv 1.x does, which DB-GPT up to 0.6.3 loads it with, and keeps where everything stands, so
 * that a value can be replaced and every other byte stay. Never writes.
 */
import { createLineIndex } from '../line-index.ts';

/** One `KEY=value` that counts. Offsets are into the text that was parsed. */
export interface EnvBinding {
  key: string;
  /** As python-dotenv gives it, before it puts `${NAME}` in; null for a key without `=`. */
  value: string | null;
  /** The value as it stands, its quotes included, without a comment behind it. Empty range where there is none. */
  valueStart: number;
  valueEnd: number;
  start: number;
  /** Behind its line end. */
  end: number;
  /** Counted from 1. */
  line: number;
}

export interface EnvFile {
  text: string;
  bindings: EnvBinding[];
  /** Of each name the binding that python-dotenv ends up with: the last one, even one without a value. */
  last: ReadonlyMap<string, EnvBinding>;
  /** Lines that python-dotenv cannot read and leaves out, counted from 1. */
  unreadable: number[];
  /** `\r\n` where the first line ends so, else `\n`. */
  lineEnd: '\n' | '\r\n';
}

export function parseEnv(text: string): EnvFile {
  const reader = createReader(text);
  const lineAt = createLineIndex(text);
  const bindings: EnvBinding[] = [];
  const unreadable: number[] = [];
  if (isLostToMark(reader)) unreadable.push(1);
  for (;;) {
    reader.take(/\s*/y);
    if (reader.isAtEnd()) break;
    const start = reader.at();
    const binding = readBinding(reader, start, text, lineAt);
    if (binding === 'comment') continue;
    if (binding === null) {
      // From where reading ended, not from the line's beginning: a quoted part may have led over several lines.
      reader.take(/[^\r\n]*(?:\r\n|\n|\r)?/y);
      unreadable.push(lineAt(start));
    } else bindings.push(binding);
  }
  const last = new Map(bindings.map((binding) => [binding.key, binding]));
  return { text, bindings, last, unreadable, lineEnd: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n' };
}

/** python-dotenv 1.2 takes a byte order mark for the beginning of the first line's name: what stands there is not set. */
function isLostToMark(reader: Reader): boolean {
  const line = reader.take(/\uFEFF([^\r\n]*)/y)?.[1] ?? '';
  return !/^\s*(#|$)/.test(line);
}

export function findLast(file: EnvFile, key: string): EnvBinding | undefined {
  return file.last.get(key);
}

interface Reader {
  at(): number;
  isAtEnd(): boolean;
  /** The match of a sticky pattern here, moving behind it; null, and nothing moved, where it does not match. */
  take(pattern: RegExp): RegExpExecArray | null;
}

function createReader(text: string): Reader {
  let at = 0;
  return {
    at: () => at,
    isAtEnd: () => at >= text.length,
    take(pattern) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match !== null) at += match[0].length;
      return match;
    },
  };
}

const blanks = /[^\S\r\n]*/y;
const restOfLine = /(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)/y;

function readBinding(
  reader: Reader,
  start: number,
  text: string,
  lineAt: (at: number) => number,
): EnvBinding | 'comment' | null {
  reader.take(/(?:export[^\S\r\n]+)?/y);
  if (text[reader.at()] === '#') return reader.take(restOfLine) === null ? null : 'comment';
  // A quote in front is a quoted name or nothing.
  const key = reader.take(/'([^']+)'|([^=#\s'][^=#\s]*)/y);
  if (key === null) return null;
  reader.take(blanks);
  const behindSign = reader.at() + 1;
  const found = reader.take(/=[^\S\r\n]*/y) === null ? noValue(reader) : readValue(reader, behindSign);
  if (found === null || reader.take(restOfLine) === null) return null;
  return {
    key: key[1] ?? key[2] ?? '',
    ...found,
    start,
    end: reader.at(),
    line: lineAt(start),
  };
}

type Value = Pick<EnvBinding, 'value' | 'valueStart' | 'valueEnd'>;

function noValue(reader: Reader): Value {
  return { value: null, valueStart: reader.at(), valueEnd: reader.at() };
}

function readValue(reader: Reader, behindSign: number): Value | null {
  const valueStart = reader.at();
  const quoted = reader.take(/'((?:\\'|[^'])*)'/y) ?? reader.take(/"((?:\\"|[^"])*)"/y);
  if (quoted !== null) {
    const value = quoted[0].startsWith("'")
      ? unescapeSingle(quoted[1] ?? '')
      : unescapeDouble(quoted[1] ?? '');
    return { value, valueStart, valueEnd: reader.at() };
  }
  const [line = ''] = reader.take(/[^\r\n]*/y) ?? [];
  // A quote that is opened and never closed is no value: python-dotenv gives the line up.
  if (/^['"]/.test(line)) return null;
  const value = line.replace(/\s+#[^]*$/, '').trimEnd();
  // `KEY= # note`: read as the value `# note` up to python-dotenv 1.1 and as none after it, and meant as a comment.
  if (valueStart > behindSign && line.startsWith('#')) {
    return { value, valueStart: behindSign, valueEnd: behindSign };
  }
  return { value, valueStart, valueEnd: valueStart + value.length };
}

function unescapeSingle(text: string): string {
  return text.replace(/\\([\\'])/g, '$1');
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescapeDouble(text: string): string {
  return text.replace(/\\([\\'"abfnrtv])/g, (_whole, sign: string) => escapes[sign] ?? sign);
}
