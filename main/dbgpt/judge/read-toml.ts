/** A TOML of DB-GPT's as values, with the lines that they stand on. */
import { parse } from 'smol-toml';
import { createLineIndex } from '../line-index.ts';
import { scanToml } from '../toml/scan-toml.ts';
import type { TomlTable } from '../toml/scan-toml.ts';

export interface ReadToml {
  /** `[[models.llms]]` and its like, in the file's order. */
  entries(list: ModelList): TomlEntryRead[];
  /** A value of `[models]`; undefined where it is not there. */
  setting(key: string): TomlValueRead | undefined;
  /** Strings anywhere in the file. */
  strings(): { line: number; key: string; text: string }[];
}

export type ModelList = 'llms' | 'embeddings' | 'rerankers';

export interface TomlValueRead {
  value: unknown;
  line: number | null;
}

export interface TomlEntryRead {
  /** Of its header; null where it is written inline. */
  line: number | null;
  keys: string[];
  value(key: string): TomlValueRead | undefined;
}

/** Null, with the line and what the reader says, where the text is no TOML. */
export function readToml(
  text: string,
): { ok: true; toml: ReadToml } | { ok: false; line: number | null; said: string } {
  try {
    return { ok: true, toml: createToml(text, parse(text.replace(/^\uFEFF/, ''))) };
  } catch (thrown) {
    const said = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    const line: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'line') : null;
    return { ok: false, line: typeof line === 'number' ? line : null, said };
  }
}

function createToml(text: string, file: Record<string, unknown>): ReadToml {
  const tables = scanToml(text);
  const models = isTable(file['models']) ? file['models'] : {};
  const lineAt = createLineIndex(text);
  const lineOf = (table: TomlTable | undefined, key: string): number | null => {
    const entry = table?.entries.find((one) => one.key.length === 1 && one.key[0] === key);
    return entry === undefined ? null : lineAt(entry.valueStart);
  };
  return {
    entries(list) {
      const values = models[list];
      const headers = tables.filter(({ path, isArray }) => isArray && path.join('.') === `models.${list}`);
      if (!Array.isArray(values)) return [];
      return values.filter(isTable).map((value, at) => ({
        line: headers[at] === undefined ? null : lineAt(headers[at].start),
        keys: Object.keys(value),
        value: (key) => (key in value ? { value: value[key], line: lineOf(headers[at], key) } : undefined),
      }));
    },
    setting(key) {
      const table = tables.find(({ path, isArray }) => !isArray && path.join('.') === 'models');
      return key in models ? { value: models[key], line: lineOf(table, key) } : undefined;
    },
    strings: () =>
      tables.flatMap(({ entries }) =>
        entries.map(({ key, valueStart, valueEnd }) => ({
          line: lineAt(valueStart),
          key: key.join('.'),
          text: text.slice(valueStart, valueEnd),
        })),
      ),
  };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
