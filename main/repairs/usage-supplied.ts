import { estimatePrompt, estimateTokens } from './estimate-tokens.ts';
import type { Json } from './json.ts';
import { isObject, isText, objectsAt, spokenIn } from './json.ts';
import type { Asked } from './splice.ts';
import { valueOf } from './splice.ts';

/**
 * Gives a whole answer the `usage` that it lacks, estimated: every version of DB-GPT reads it and stops with
 * `'NoneType' object has no attribute 'dict'` where there is none. The types are those of the OpenAI API.
 */
export function supplyUsage(answer: Json, asked: Asked): Json {
  if (isObject(answer['usage'])) return answer;
  const prompt = estimatePrompt(valueOf(asked, 'messages') ?? valueOf(asked, 'prompt'));
  const completion = objectsAt(answer, 'choices').reduce(
    (sum, choice) => sum + estimateTokens(wordsOf(choice)),
    0,
  );
  const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
  return { ...answer, usage };
}

function wordsOf(choice: Json): string {
  if (isText(choice['text'])) return choice['text'];
  const { content, reasoning_content: thought, tool_calls: calls } = spokenIn(choice)?.said ?? {};
  const words = [thought, content].filter(isText).join('');
  return Array.isArray(calls) ? words + JSON.stringify(calls) : words;
}
