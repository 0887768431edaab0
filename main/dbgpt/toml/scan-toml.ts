/**
 * Finds where tables and values stand in a TOML 1.0 text, so that one can be changed and every other byte stay. It
 * understands no values and judges nothing: `smol-toml` does that before and after.
 */

export interface TomlEntry {
  /** The key as written, its parts unquoted: `a.b` is two. */
  key: string[];
  valueStart: number;
  /** Behind the value, before blanks and a comment. */
  valueEnd: number;
  /** Behind the line end of its last line. */
  end: number;
}

export interface TomlTable {
  /** Empty for what stands before the first header. */
  path: string[];
  /** `[[models.llms]]`. */
  isArray: boolean;
  start: number;
  /** Behind the header's line. */
  bodyStart: number;
  /** Where the next header's line begins, or the text's end. */
  end: number;
  entries: TomlEntry[];
}

/** The tables in the text's order. `text` must be valid TOML; what is not is scanned as well as it can be. */
export function scanToml(text: string): TomlTable[] {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let table: TomlTable = { path: [], isArray: false, start: at, bodyStart: at, end: at, entries: [] };
  const tables = [table];
  while (at < text.length) {
    const lineStart = at;
    at = skipBlanks(text, at);
    const sign = text[at];
    if (sign === '[') {
      const header = readHeader(text, at);
      table.end = lineStart;
      table = { ...header, start: lineStart, bodyStart: lineEndAfter(text, header.end), entries: [] };
      tables.push(table);
      at = table.bodyStart;
    } else if (sign === undefined || sign === '#' || sign === '\r' || sign === '\n') {
      at = lineEndAfter(text, at);
    } else {
      const entry = readEntry(text, at);
      table.entries.push(entry);
      at = entry.end;
    }
    table.end = at;
  }
  return tables;
}

function readHeader(text: string, start: number): Pick<TomlTable, 'path' | 'isArray'> & { end: number } {
  const isArray = text[start + 1] === '[';
  const { key, end } = readKey(text, start + (isArray ? 2 : 1));
  return { path: key, isArray, end };
}

function readEntry(text: string, start: number): TomlEntry {
  const { key, end: keyEnd } = readKey(text, start);
  const equals = text.indexOf('=', keyEnd);
  const valueStart = skipBlanks(text, equals === -1 ? keyEnd : equals + 1);
  const valueEnd = skipValue(text, valueStart);
  return { key, valueStart, valueEnd, end: lineEndAfter(text, valueEnd) };
}

function readKey(text: string, start: number): { key: string[]; end: number } {
  const key: string[] = [];
  let at = start;
  for (;;) {
    at = skipBlanks(text, at);
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      const end = skipString(text, at);
      key.push(text.slice(at + 1, end - 1));
      at = end;
    } else {
      const bare = /[A-Za-z0-9_-]*/y;
      bare.lastIndex = at;
      const [part = ''] = bare.exec(text) ?? [];
      key.push(part);
      at += part.length;
    }
    at = skipBlanks(text, at);
    if (text[at] !== '.') return { key, end: at };
    at += 1;
  }
}

/** Behind a value: a string, or everything up to the line's end or a comment with its brackets closed. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  let end = start;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      at = skipString(text, at);
      end = at;
      continue;
    }
    if (sign === '#' || sign === '\n' || sign === '\r') {
      if (depth === 0) return end;
      at = sign === '#' ? lineEndAfter(text, at) : at + 1;
      continue;
    }
    if (sign === '[' || sign === '{') depth += 1;
    if (sign === ']' || sign === '}') depth -= 1;
    at += 1;
    if (sign !== ' ' && sign !== '\t') end = at;
  }
  return end;
}

function skipString(text: string, start: number): number {
  const quote = text[start] ?? '"';
  const isLong = text.startsWith(quote.repeat(3), start);
  const mark = isLong ? quote.repeat(3) : quote;
  let at = start + mark.length;
  while (at < text.length && !text.startsWith(mark, at)) {
    at += quote === '"' && text[at] === '\\' ? 2 : 1;
  }
  at += mark.length;
  // Up to two quotes may stand right before the three that close a long string.
  while (isLong && text[at] === quote) at += 1;
  return Math.min(at, text.length);
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function lineEndAfter(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  return at === -1 ? text.length : at + 1;
}
