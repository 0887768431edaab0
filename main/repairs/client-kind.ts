import type { RepairEndpoint } from './plan-repairs.ts';

/** `dbgpt`: it asks and reads as DB-GPT does. */
export type ClientKind = 'dbgpt' | 'other';

/**
 * DB-GPT's chat client is the asynchronous one of OpenAI's Python package (`AsyncOpenAI/Python 1.109.1`, from 0.4.0 on);
 * its embeddings and rankings go through `requests` or `aiohttp` (from 0.5.1 on). Others use those too: what is done for
 * this client must stay readable by them.
 */
export function clientKind(userAgent: string | undefined, endpoint: RepairEndpoint): ClientKind {
  const pattern =
    endpoint === 'embeddings' || endpoint === 'rerank'
      ? /^python-requests\/|\baiohttp\//
      : /^Async(Azure)?OpenAI\/Python\b/;
  return pattern.test(userAgent ?? '') ? 'dbgpt' : 'other';
}
