import { estimatePrompt } from './estimate-tokens.ts';
import type { ContextRefusal } from './read-refusal.ts';
import type { Asked, Splice } from './splice.ts';
import { valueOf } from './splice.ts';

/** What the estimate may be too low by, and what a template adds around the whole. */
const marginShare = 0.15;
const marginTokens = 64;
/** Below this an answer is no use: the server's own word on a too long prompt is. */
const leastTokens = 64;

/**
 * Lowers `max_tokens` (or `max_completion_tokens`) to what fits behind the prompt. DB-GPT asks for up to 4,096 whatever
 * the model's context is, and vLLM, SGLang and TGI refuse a sum over it with 400 or 422. The prompt is estimated; where
 * a server has refused with its own figures, those count. Empty where nothing has to change, or nothing could help.
 */
export function spliceMaxTokens(asked: Asked, context: number): Splice[] {
  const estimate = estimatePromptOf(asked);
  return clampTo(asked, Math.floor(context - estimate * (1 + marginShare) - marginTokens));
}

export function spliceMaxTokensAsRefused(asked: Asked, refused: ContextRefusal): Splice[] {
  if (!refused.isExact && estimatePromptOf(asked) > refused.prompt)
    return spliceMaxTokens(asked, refused.context);
  return clampTo(asked, refused.context - refused.prompt);
}

function clampTo(asked: Asked, room: number): Splice[] {
  if (room < leastTokens) return [];
  return ['max_tokens', 'max_completion_tokens'].flatMap((name) => {
    const range = asked.members.get(name);
    const wanted = valueOf(asked, name);
    return range !== undefined && typeof wanted === 'number' && wanted > room
      ? [{ ...range, text: String(room) }]
      : [];
  });
}

function estimatePromptOf(asked: Asked): number {
  return (
    estimatePrompt(valueOf(asked, 'messages') ?? valueOf(asked, 'prompt')) +
    estimatePrompt(valueOf(asked, 'tools'))
  );
}
