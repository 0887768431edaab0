/** The calls about whether a server really speaks the API. */
import { z } from 'zod';
import { call, secret } from './api-spec.ts';
import { checkDepths } from './conformance.ts';
import type { CheckPlan, ConformanceReport } from './conformance.ts';

/** Of the call that plans a check, and of the job that makes it. */
export const checkInput = {
  /** A listed server's slug, or the address of one that need not be listed. */
  server: z.string().min(1),
  /** As the server lists it; left out, the server's loaded chat model or its first one. */
  model: z.string().min(1).optional(),
  depth: z.enum(checkDepths).default('quick'),
  /** For a server that is not listed. */
  key: secret.optional(),
};

export const checkCalls = {
  /** What a check would do. Looks at the server quietly, sends no generation. */
  planCheck: call<CheckPlan>()(z.strictObject(checkInput)),
  /** The newest report of one model at one server (slug or address); null where it was never checked. */
  getCheckReport: call<ConformanceReport | null>()(
    z.strictObject({ server: z.string().min(1), model: z.string().min(1) }),
  ),
  /** The same as a file to keep. */
  exportCheckReport: call<{ fileName: string; text: string }>()(
    z.strictObject({
      server: z.string().min(1),
      model: z.string().min(1),
      format: z.enum(['markdown', 'json']),
    }),
  ),
} as const;
