/** A value that a template holds for its reader to replace: `{your-openai-sk}`, `<key>`, `your_api_key`. */
export function isPlaceholder(value: string): boolean {
  return /^\{[^}]*\}$|^<[^>]*>$|^your[-_ ].*key/i.test(value.trim());
}

export function hasKey(value: string | null | undefined): boolean {
  const key = (value ?? '').trim();
  return key !== '' && !isPlaceholder(key);
}
