/**
 * Reads what routing and repairs need from a JSON body without parsing it: the byte ranges of the top level's members
 * that matter to them. It checks the whole text against RFC 8259 on the way, so that a broken body is refused here and not by a
 * server, and never turns a number into anything. The body is spliced, never printed again.
 */

import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  openBrace,
  openBracket,
  quote,
} from '../repairs/json-marks.ts';
import type { ByteRange } from '../repairs/splice.ts';

export type JsonScan =
  | {
      ok: true;
      /** Where the value of `model` stands, quotes included; null where there is none. */
      model: ByteRange | null;
      /** The model's name, decoded. */
      modelName: string | null;
      stream: boolean;
      /** Where the values of the members stand that routing or a repair may ask for; the last of two of one name. */
      members: ReadonlyMap<string, ByteRange>;
      /** Where a first member may be spliced in: just behind `{`. */
      open: number;
      isEmpty: boolean;
    }
  | { ok: false; problem: 'syntax'; at: number }
  | { ok: false; problem: 'not-object' | 'model-not-string' }
  | { ok: false; problem: 'duplicate'; key: string };

/** Decide where a request goes and how it is answered, so that they may stand there once only. */
const watched: ReadonlySet<string> = new Set(['model', 'stream']);
/** What a repair may need to know of a request. */
const noted: ReadonlySet<string> = new Set([
  'messages',
  'prompt',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'stream_options',
  'n',
  'tools',
  'functions',
  'encoding_format',
  'documents',
  'texts',
]);
const longestName = 'max_completion_tokens'.length;
const deepest = 512;

/** Scans `body`, UTF-8 without a byte order mark. Never throws. */
export function scanJson(body: Buffer): JsonScan {
  const start = skipSpace(body, 0);
  if (start >= body.length) return { ok: false, problem: 'syntax', at: start };
  if (body[start] !== openBrace) return scanOther(body, start);
  try {
    return scanObject(body, start);
  } catch (thrown) {
    if (thrown instanceof Bad) return { ok: false, problem: 'syntax', at: thrown.at };
    throw thrown;
  }
}

/** Thrown within this file only: where the text stops being JSON. */
class Bad extends Error {
  readonly at: number;
  constructor(at: number) {
    super('not JSON');
    this.at = at;
  }
}

function scanOther(body: Buffer, start: number): JsonScan {
  try {
    const end = skipSpace(body, skipValue(body, start, 0));
    if (end !== body.length) return { ok: false, problem: 'syntax', at: end };
    return { ok: false, problem: 'not-object' };
  } catch (thrown) {
    if (thrown instanceof Bad) return { ok: false, problem: 'syntax', at: thrown.at };
    throw thrown;
  }
}

function scanObject(body: Buffer, start: number): JsonScan {
  const seen = new Map<string, ByteRange>();
  const duplicates: string[] = [];
  let isEmpty = true;
  const end = eachMember(body, start, 0, (keyRange, valueRange) => {
    isEmpty = false;
    const key = notedKey(body, keyRange);
    if (key === null) return;
    if (watched.has(key.name) && (seen.has(key.name) || key.isEscaped)) duplicates.push(key.name);
    seen.set(key.name, valueRange);
  });
  const rest = skipSpace(body, end);
  if (rest !== body.length) throw new Bad(rest);
  const [duplicate] = duplicates;
  if (duplicate !== undefined) return { ok: false, problem: 'duplicate', key: duplicate };
  return withModel(body, seen, { open: start + 1, isEmpty });
}

function withModel(
  body: Buffer,
  seen: ReadonlyMap<string, ByteRange>,
  where: { open: number; isEmpty: boolean },
): JsonScan {
  const model = seen.get('model') ?? null;
  const stream = seen.get('stream');
  const isStream = stream !== undefined && body.toString('latin1', stream.start, stream.end) === 'true';
  if (model === null) return { ok: true, model, modelName: null, stream: isStream, members: seen, ...where };
  if (body[model.start] !== quote) return { ok: false, problem: 'model-not-string' };
  const modelName = JSON.parse(body.toString('utf8', model.start, model.end)) as string;
  return { ok: true, model, modelName, stream: isStream, members: seen, ...where };
}

/** The name of a key that we know, decoded; null for all others. */
function notedKey(body: Buffer, { start, end }: ByteRange): { name: string; isEscaped: boolean } | null {
  // A key longer than the longest name written in \u escapes is none of ours.
  if (end - start > 2 + 6 * longestName) return null;
  const raw = body.toString('utf8', start, end);
  const isEscaped = raw.includes('\\');
  const name = isEscaped ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  return watched.has(name) || noted.has(name) ? { name, isEscaped } : null;
}

type OnMember = (key: ByteRange, value: ByteRange) => void;

/** Walks the members of the object at `at`; returns the place behind its `}`. */
function eachMember(body: Buffer, at: number, depth: number, onMember: OnMember | null): number {
  let next = skipSpace(body, at + 1);
  if (body[next] === closeBrace) return next + 1;
  for (;;) {
    const keyStart = next;
    const keyEnd = skipString(body, keyStart);
    next = skipSpace(body, keyEnd);
    if (body[next] !== colon) throw new Bad(next);
    const valueStart = skipSpace(body, next + 1);
    const valueEnd = skipValue(body, valueStart, depth + 1);
    onMember?.({ start: keyStart, end: keyEnd }, { start: valueStart, end: valueEnd });
    next = skipSpace(body, valueEnd);
    if (body[next] === closeBrace) return next + 1;
    if (body[next] !== comma) throw new Bad(next);
    next = skipSpace(body, next + 1);
  }
}

function skipArray(body: Buffer, at: number, depth: number): number {
  let next = skipSpace(body, at + 1);
  if (body[next] === closeBracket) return next + 1;
  for (;;) {
    next = skipSpace(body, skipValue(body, next, depth + 1));
    if (body[next] === closeBracket) return next + 1;
    if (body[next] !== comma) throw new Bad(next);
    next = skipSpace(body, next + 1);
  }
}

function skipValue(body: Buffer, at: number, depth: number): number {
  if (depth > deepest) throw new Bad(at);
  const first = body[at];
  switch (first) {
    case quote:
      return skipString(body, at);
    case openBrace:
      return eachMember(body, at, depth, null);
    case openBracket:
      return skipArray(body, at, depth);
    case 0x74:
      return skipLiteral(body, at, 'true');
    case 0x66:
      return skipLiteral(body, at, 'false');
    case 0x6e:
      return skipLiteral(body, at, 'null');
    default:
      return skipNumber(body, at);
  }
}

function skipLiteral(body: Buffer, at: number, literal: string): number {
  if (body.toString('latin1', at, at + literal.length) !== literal) throw new Bad(at);
  return at + literal.length;
}

function skipString(body: Buffer, at: number): number {
  if (body[at] !== quote) throw new Bad(at);
  for (let next = at + 1; next < body.length; next += 1) {
    const byte = body[next] ?? 0;
    if (byte === quote) return next + 1;
    if (byte < 0x20) throw new Bad(next);
    if (byte === backslash) next = skipEscape(body, next);
  }
  throw new Bad(body.length);
}

/** Returns the escape's last byte. */
function skipEscape(body: Buffer, at: number): number {
  const letter = String.fromCharCode(body[at + 1] ?? 0);
  if ('"\\/bfnrt'.includes(letter)) return at + 1;
  const isUnicode = letter === 'u' && /^[0-9a-fA-F]{4}$/.test(body.toString('latin1', at + 2, at + 6));
  if (!isUnicode) throw new Bad(at);
  return at + 5;
}

function skipNumber(body: Buffer, at: number): number {
  let end = at;
  while (end < body.length && isNumberByte(body[end] ?? 0)) end += 1;
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(body.toString('latin1', at, end));
  if (!isNumber) throw new Bad(at);
  return end;
}

function isNumberByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    (byte | 0x20) === 0x65
  );
}

function skipSpace(body: Buffer, at: number): number {
  let next = at;
  while (next < body.length) {
    const byte = body[next];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    next += 1;
  }
  return next;
}
