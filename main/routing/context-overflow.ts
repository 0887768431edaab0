/** Recognises "the prompt is too long" in the words that servers have for it, and reads its figures. */
import type { Failure } from './failure.ts';

type Overflow = Extract<Failure, { kind: 'context-overflow' }>;

/**
 * Prompt and context, in the order in which they stand in the sentence; a prompt with `(?<context>…)` first is turned
 * around by the names. From vLLM (0.6 to 0.15) and OpenAI, llama.cpp b10587, LM Studio 0.3 and 0.4, llama-cpp-python 0.3
 * (LocalAI and others), SGLang 0.4, text-generation-inference 3, and Anthropic's API.
 */
const sentences: readonly RegExp[] = [
  /maximum context length is (?<context>\d+) tokens.*?requested (?:about )?(?<prompt>\d+) tokens/is,
  /maximum context length is (?<context>\d+) tokens.*?(?:resulted in|contains(?: at least)?) (?<prompt>\d+)/is,
  /request \((?<prompt>\d+) tokens\) exceeds the available context size \((?<context>\d+)/i,
  /keep the first (?<prompt>\d+) tokens.*?context length of only (?<context>\d+)/is,
  /requested tokens \((?<prompt>\d+)\) exceed context window of (?<context>\d+)/i,
  /\((?<prompt>\d+) tokens\) is longer than the model's context length \((?<context>\d+)/i,
  /must be <= (?<context>\d+)\. Given: (?<prompt>\d+) `inputs` tokens/i,
  /prompt is too long: (?<prompt>\d+) tokens > (?<context>\d+)/i,
];

/** The same without figures. */
const bare =
  /context_length_exceeded|exceed_context_size|maximum context length|exceeds? the (?:available |model'?s? )?context|context (?:size|length|window) (?:has been )?exceeded|context the overflows|prompt is too long/i;

/**
 * What an error's body says of a prompt that does not fit; null where it is about something else. `body` is the parsed
 * JSON: `error.type` `exceed_context_size_error` with `n_prompt_tokens` and `n_ctx` (llama.cpp since September 2025), or
 * `error.code` `context_length_exceeded` (OpenAI). `said` is its message.
 * @param status of the answer; one of 401, 403 and 429 is never an overflow
 */
export function readContextOverflow(status: number, body: unknown, said: string | null): Overflow | null {
  if ([401, 403, 429].includes(status)) return null;
  const error = isGroup(body) && isGroup(body.error) ? body.error : isGroup(body) ? body : {};
  const marks = [error.type, error.code].filter((mark) => typeof mark === 'string').join(' ');
  if (!bare.test(marks) && !isOverflow(said ?? '')) return null;
  const figures = figuresIn(said ?? '');
  return {
    kind: 'context-overflow',
    status,
    said,
    promptTokens: countOf(error.n_prompt_tokens) ?? figures.prompt,
    contextTokens: countOf(error.n_ctx) ?? figures.context,
  };
}

function isOverflow(text: string): boolean {
  return bare.test(text) || sentences.some((sentence) => sentence.test(text));
}

function figuresIn(text: string): { prompt: number | null; context: number | null } {
  for (const sentence of sentences) {
    const groups = sentence.exec(text)?.groups;
    if (groups !== undefined) return { prompt: Number(groups.prompt), context: Number(groups.context) };
  }
  return { prompt: null, context: null };
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
