import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/** vLLM: many at once, `/metrics` counts them, and a `max_tokens` for which the context has no room is 400. */
export const vllm: Conduct = {
  ...exemplary,
  reservesAnswer: true,
  slots: 8,
  busyPath: '/metrics',
};
