import type { EndpointKind } from './types.ts';
import type { PromptFacts } from './prompt-facts.ts';
import { noPrompt } from './prompt-facts.ts';

/** A request as the planner sees it. */
export interface PlanRequest {
  endpoint: EndpointKind;
  /** The string that the client sent, or null where it named none. */
  requested: string | null;
  /** The local key came with it: without it only this machine serves. */
  hasKey: boolean;
  userAgent: string | null;
  /** The label of the key that came with it. */
  keyLabel: string | null;
  /** Size of its body: no prompt has more tokens than bytes, so a short one need not be read at all. */
  bodyBytes: number;
  /** Asked only where the plan depends on it; the caller remembers the answer. */
  prompt: () => PromptFacts;
}

/** A request with nothing to tell but what is given. */
export function buildRequest(facts: Partial<PlanRequest> & Pick<PlanRequest, 'hasKey'>): PlanRequest {
  return {
    endpoint: 'chat',
    requested: null,
    userAgent: null,
    keyLabel: null,
    bodyBytes: 0,
    prompt: () => noPrompt,
    ...facts,
  };
}

/** `read` once, when it is first asked for. */
export function once<Result>(read: () => Result): () => Result {
  let kept: { result: Result } | null = null;
  return () => (kept ??= { result: read() }).result;
}
