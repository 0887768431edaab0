/**
 * How a value has to stand in a `.env` so that python-dotenv gives it back. Unquoted where that is possible, since
 * `docker run --env-file` strips no quotes; null where no way of writing it is read back right: a line break, `${`
 * (python-dotenv puts a variable in, quoted or not), or both kinds of quotes.
 */
export function writeEnvValue(value: string): string | null {
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]|\$\{/.test(value)) return null;
  if (isPlain(value)) return value;
  // Inside quotes a backslash is read as the beginning of an escape by one reader and as itself by another.
  if (value.includes('\\')) return null;
  if (!value.includes("'")) return `'${value}'`;
  return value.includes('"') ? null : `"${value}"`;
}

/** Reads the same for python-dotenv, npm's dotenv, `docker run --env-file` and Docker Compose. */
export function isPlain(value: string): boolean {
  return value === value.trim() && !/[#$'"`]/.test(value);
}
