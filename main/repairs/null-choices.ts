import type { Json } from './json.ts';

/**
 * An event whose `choices` are null or missing gets an empty list: clients ask for its length. An error is left as it
 * is, because it has no choices to tell.
 */
export function mendNullChoices(chunk: Json): Json {
  if (Array.isArray(chunk['choices']) || chunk['error'] !== undefined) return chunk;
  const isChunk = 'choices' in chunk || 'usage' in chunk || chunk['object'] === 'chat.completion.chunk';
  return isChunk ? { ...chunk, choices: [] } : chunk;
}
