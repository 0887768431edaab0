/**
 * Hides keys in a text that is shown: what stands behind a name that is a secret's. Ours is called ours, so that a preview
 * shows where it takes another one's place. Line for line, so that lines and their numbers stay.
 */
import { maskedKey } from '../facts.ts';
import { tomlValue } from '../toml/toml-value.ts';
import { isPlaceholder } from '../judge/placeholder.ts';

/** Stands in place of a secret that is not ours. */
export const maskedOther = '••••••••';

const secretLine =
  /^(?<name>[^\S\n]*#?[^\S\n]*(?:export[^\S\n]+)?["']?[\w.-]*(?:keys?|secrets?|token|passw(?:or)?ds?)(?:[_-]\w+)?["']?[^\S\n]*=[^\S\n]*)(?<rest>.*)$/i;

export function maskSecrets(text: string, ours: readonly string[]): string {
  return text
    .split('\n')
    .map((line) => maskLine(line, ours))
    .join('\n');
}

function maskLine(line: string, ours: readonly string[]): string {
  const { name, rest } = secretLine.exec(line.replace(/\r$/, ''))?.groups ?? {};
  if (name === undefined || rest === undefined) return line;
  const end = line.endsWith('\r') ? '\r' : '';
  const { value, quote, tail } = splitValue(rest);
  if (value === '' || isNoSecret(value)) return line;
  const isOurs = ours.some((key) => isWrittenAs(quote + value + quote, key));
  return `${name}${quote}${isOurs ? maskedKey : maskedOther}${quote}${tail}${end}`;
}

/** A value with its quotes, and what stands behind it: a comment, a comma. */
function splitValue(rest: string): { value: string; quote: string; tail: string } {
  const quoted = /^(["'])((?:\\.|(?!\1).)*)\1/.exec(rest);
  if (quoted !== null) {
    const [whole, quote = '', value = ''] = quoted;
    return { value, quote, tail: rest.slice(whole.length) };
  }
  const [value = ''] = /^(?:(?!\s+#).)*/.exec(rest) ?? [];
  return { value: value.trimEnd(), quote: '', tail: rest.slice(value.trimEnd().length) };
}

/** Empty lists, references to a variable, and what a template holds for its reader to replace. */
function isNoSecret(value: string): boolean {
  return /^\[\s*\]$|^\$\{env:[^}]*\}$|^no-key-needed$/.test(value) || isPlaceholder(value);
}

function isWrittenAs(written: string, key: string): boolean {
  return [key, `'${key}'`, `"${key}"`, tomlValue(key), `'${key.replaceAll("'", "'\\''")}'`].includes(written);
}
