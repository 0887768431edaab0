export type TomlScalar = string | number | boolean;

/** A value as TOML 1.0 has it: strings as basic strings, with every character that needs it escaped. */
export function tomlValue(value: TomlScalar): string {
  return typeof value === 'string'
    ? `"${value.replace(/[\\"\u0000-\u001f\u007f]/g, escape)}"`
    : String(value);
}

function escape(sign: string): string {
  if (sign === '\\' || sign === '"') return `\\${sign}`;
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
