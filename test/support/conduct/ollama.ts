import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/**
 * Ollama 0.32.15, as recorded: one request after the other, a prompt over the context is cut with 200, and
 * `max_completion_tokens` is not honoured.
 */
export const ollama: Conduct = {
  ...exemplary,
  tooLong: 'truncates',
  honoursMaxCompletionTokens: false,
  badJson: { status: 400, message: 'unexpected EOF' },
};
