/** Tokens without a tokenizer: near enough to tell a budget and to see a prompt that was cut. */

import { listAt, parseJson, textAt } from './fields.ts';

/**
 * About how many tokens `text` is. Runs of Latin letters count one per four letters, everything else that is no blank one
 * each, so that it is rather too many than too few.
 */
export function estimateTokens(text: string): number {
  let sum = 0;
  for (const [part] of text.matchAll(/[A-Za-z]+|[^\sA-Za-z]/gu)) {
    sum += /^[A-Za-z]/.test(part) ? Math.ceil(part.length / 4) : 1;
  }
  return sum;
}

/** What a chat template puts around each message, and around them all; some bring a system prompt along. */
const perMessage = 8;
const perPrompt = 32;
/** Tools are written out in a template's own long-winded way: 337 tokens with one small tool at llama-server b10587. */
const perTool = 400;

/** About how many tokens the prompt in a request's body is; 0 where it has none. */
export function estimatePrompt(body: string | null): number {
  const value = parseJson(body ?? '');
  const messages = listAt(value, 'messages') ?? [];
  const texts = [
    ...messages.map((one) => textAt(one, 'content') ?? ''),
    ...(listAt(value, 'input') ?? []).map(String),
  ];
  if (texts.length === 0) return 0;
  const tools = (listAt(value, 'tools') ?? []).length * perTool;
  return texts.reduce((sum, text) => sum + estimateTokens(text) + perMessage, perPrompt + tools);
}
