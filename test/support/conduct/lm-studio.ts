import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/** LM Studio: errors in OpenAI's shape on its own paths, and a model that is not loaded is loaded by the first request. */
export const lmStudio: Conduct = { ...exemplary };
