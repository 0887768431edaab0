import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/** Hugging Face's `transformers serve`: no `[DONE]`, errors as `{"detail":…}`. */
export const transformersServe: Conduct = {
  ...exemplary,
  sendsDone: false,
  errors: 'detail',
  badJson: { status: 422, message: 'JSON decode error' },
};
