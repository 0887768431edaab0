import type { Json } from './json.ts';
import { isText, mapChoices, spokenIn } from './json.ts';

/**
 * Thoughts in `reasoning` move to `reasoning_content`: Ollama 0.32 and vLLM from 0.11 on write the former, DB-GPT from
 * 0.7.0 on reads the latter and drops the other. Of a chunk or a whole answer.
 */
export function mendReasoningField(answer: Json): Json {
  return mapChoices(answer, (choice) => {
    const spoken = spokenIn(choice);
    if (spoken === null) return choice;
    const { reasoning, ...rest } = spoken.said;
    if (!isText(reasoning) || isText(rest['reasoning_content'])) return choice;
    return { ...choice, [spoken.at]: { ...rest, reasoning_content: reasoning } };
  });
}
