/**
 * How many tokens a text has, roughly: four ASCII characters a token, one of any other script. Real tokenizers differ by
 * a third either way, so nothing that must be exact may rest on it.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let others = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) ascii += 1;
    // The second half of a pair belongs to the first.
    else if (code < 0xdc00 || code > 0xdfff) others += 1;
  }
  return Math.ceil(ascii / 4) + others;
}

/** What a template puts around each message, and about what a picture takes. */
const tokensPerMessage = 4;
const tokensPerPicture = 1000;

/** The same of a request's `messages`, or of its `prompt`: every text and every token number in them. */
export function estimatePrompt(prompt: unknown): number {
  if (typeof prompt === 'number') return 1;
  if (typeof prompt === 'string')
    return prompt.startsWith('data:') ? tokensPerPicture : estimateTokens(prompt);
  if (typeof prompt !== 'object' || prompt === null) return 0;
  const inner = Object.values(prompt).reduce((sum: number, part) => sum + estimatePrompt(part), 0);
  return inner + ('role' in prompt ? tokensPerMessage : 0);
}
