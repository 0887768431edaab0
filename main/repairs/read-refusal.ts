/**
 * What a server refuses of a request that could be asked otherwise. Told by words, because no server has codes for it.
 */

/** A template that knows no system message; one that wants user and assistant in turn. */
export type Refusal = 'system-role' | 'role-order';

export interface ContextRefusal {
  /** Tokens that fit in all. */
  context: number;
  /** Tokens of the prompt, as the server counts them. */
  prompt: number;
  /** False where it stopped counting there: the prompt has at least so many. */
  isExact: boolean;
}

/**
 * What the chat template refused, by the words of the templates themselves: Gemma 2 ("System role not supported"),
 * Mistral 0.1 ("Only user and assistant roles are supported!"), Mistral, Llama 2 and Gemma ("… roles must alternate …").
 * vLLM, llama.cpp, SGLang and LM Studio quote them. A template that wants turns and has no place for a system message
 * says so in the same words, so that a refused order means both.
 */
export function readRefusal(said: string): Refusal[] {
  if (/\broles must alternate\b/i.test(said)) {
    return /optional system message/i.test(said) ? ['role-order'] : ['system-role', 'role-order'];
  }
  const isSystem =
    /\bsystem (role|message|prompt)s? (is |are )?not supported\b/i.test(said) ||
    /\bonly user(,| and) assistant\b.*\broles are supported\b/i.test(said) ||
    /\bonly user and assistant roles\b/i.test(said);
  return isSystem ? ['system-role'] : [];
}

/** Window and prompt in a refusal of `max_tokens`: two wordings of vLLM's and one each of SGLang and TGI. */
const contextWords: readonly RegExp[] = [
  /maximum context length is (?<context>\d+) tokens.*?\((?<prompt>\d+) in the (?:messages|prompt)/is,
  /maximum context length is (?<context>\d+) tokens.*?(?:has|contains)(?: at least)? (?<prompt>\d+) input tokens/is,
  /maximum context length of (?<context>\d+) tokens.*?: (?<prompt>\d+) tokens from the input/is,
  /must be <= (?<context>\d+)\. Given: (?<prompt>\d+) `inputs` tokens/i,
];

/** The figures of a refusal because prompt and `max_tokens` together are too long; null where it is none. */
export function readContextRefusal(said: string): ContextRefusal | null {
  for (const words of contextWords) {
    const found = words.exec(said);
    if (found?.groups === undefined) continue;
    const { context, prompt } = found.groups;
    return { context: Number(context), prompt: Number(prompt), isExact: !found[0].includes('at least') };
  }
  return null;
}
