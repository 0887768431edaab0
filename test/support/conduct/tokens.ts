/** A tokenizer that loses nothing: words with the blanks before them, and every other character by itself. */
export function tokenise(text: string): string[] {
  return text.match(/\s*[A-Za-z0-9']+|\s*[^\sA-Za-z0-9']|\s+$/gu) ?? [];
}

export function countTokens(text: string): number {
  return tokenise(text).length;
}

/** What a chat template puts around each message, and around them all. */
const perMessage = 4;
const perPrompt = 3;
const perTool = 120;

/** The tokens of a chat's prompt. */
export function countPrompt(body: Readonly<Record<string, unknown>>): number {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const tools = Array.isArray(body.tools) ? body.tools.length : 0;
  const texts = messages.map((message) => countTokens(contentOf(message)) + perMessage);
  return texts.reduce((sum, tokens) => sum + tokens, perPrompt) + tools * perTool;
}

export function contentOf(message: unknown): string {
  const content: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'content') : '';
  return typeof content === 'string' ? content : '';
}
