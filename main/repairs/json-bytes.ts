/**
 * Walks JSON in bytes, to find where a value stands. It trusts what it walks: a request was scanned when it came in, an
 * answer was parsed. In text that is no JSON it finds places that mean nothing, but always comes to an end.
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
} from './json-marks.ts';
import type { ByteRange } from './splice.ts';

/** Where the values of an object's members stand, by name; the last of two of one name. Empty where it is no object. */
export function membersOf(bytes: Buffer, object: ByteRange): Map<string, ByteRange> {
  const members = new Map<string, ByteRange>();
  if (bytes[object.start] !== openBrace) return members;
  let at = skipBlanks(bytes, object.start + 1);
  while (at < object.end && bytes[at] === quote) {
    const nameEnd = skipText(bytes, at);
    const start = skipBlanks(bytes, nameEnd);
    const end = skipValue(bytes, start);
    members.set(textAt(bytes, { start: at, end: nameEnd }), { start, end });
    at = skipBlanks(bytes, end);
  }
  return members;
}

/** Where the elements of an array stand. Empty where it is none. */
export function elementsOf(bytes: Buffer, array: ByteRange): ByteRange[] {
  const elements: ByteRange[] = [];
  if (bytes[array.start] !== openBracket) return elements;
  let start = skipBlanks(bytes, array.start + 1);
  while (start < array.end && bytes[start] !== closeBracket) {
    const end = skipValue(bytes, start);
    if (end === start) break;
    elements.push({ start, end });
    start = skipBlanks(bytes, end);
  }
  return elements;
}

/** The whole value in `bytes`, without the blanks around it. */
export function wholeValue(bytes: Buffer): ByteRange {
  const start = skipBlanks(bytes, 0);
  return { start, end: skipValue(bytes, start) };
}

export function isTextAt(bytes: Buffer, { start }: ByteRange): boolean {
  return bytes[start] === quote;
}

/** The text at `range`, decoded; empty where none stands there. */
export function textAt(bytes: Buffer, range: ByteRange): string {
  if (!isTextAt(bytes, range)) return '';
  const raw = bytes.toString('utf8', range.start, range.end);
  return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
}

/** Blanks, and what stands between values. */
function skipBlanks(bytes: Buffer, at: number): number {
  let next = at;
  for (let byte = bytes[next]; byte !== undefined; byte = bytes[next]) {
    if (byte > 0x20 && byte !== comma && byte !== colon) break;
    next += 1;
  }
  return next;
}

function skipValue(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first === quote) return skipText(bytes, at);
  if (first === openBrace || first === openBracket) return skipNested(bytes, at);
  let next = at;
  for (let byte = bytes[next]; byte !== undefined; byte = bytes[next]) {
    if (byte <= 0x20 || byte === comma || byte === closeBrace || byte === closeBracket) break;
    next += 1;
  }
  return next;
}

function skipNested(bytes: Buffer, at: number): number {
  let depth = 0;
  for (let next = at; next < bytes.length; next += 1) {
    const byte = bytes[next];
    if (byte === quote) next = skipText(bytes, next) - 1;
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    if (depth === 0) return next + 1;
  }
  return bytes.length;
}

function skipText(bytes: Buffer, at: number): number {
  for (let next = at + 1; next < bytes.length; next += 1) {
    const byte = bytes[next];
    if (byte === backslash) next += 1;
    else if (byte === quote) return next + 1;
  }
  return bytes.length;
}
