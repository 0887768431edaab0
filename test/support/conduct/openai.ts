import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/** The OpenAI API itself: many at once, and nothing that says what it is doing. */
export const openai: Conduct = { ...exemplary, slots: 8 };
