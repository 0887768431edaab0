/** `${env:NAME:-default}` as DB-GPT ≥ 0.7 expands it inside any string of its TOML. */

const reference = /\$\{env:([^}]+)\}/g;

/** Names without a default: where one is not set, DB-GPT does not start. */
export function namesWithoutDefault(text: string): string[] {
  return [...text.matchAll(reference)].flatMap(([, inner = '']) => (inner.includes(':-') ? [] : [inner]));
}

/** With every variable unset: its default, or null where one has none. */
export function withDefaults(text: string): string | null {
  if (namesWithoutDefault(text).length > 0) return null;
  return text.replace(reference, (_whole, inner: string) => inner.slice(inner.indexOf(':-') + 2));
}
