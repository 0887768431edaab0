/** The shape of a report on disk. What an older or newer ModelTray wrote in other words does not fit, and is left out. */
import { z } from 'zod';
import { checkDepths, checkIds, fixNames, verdicts } from '../../shared/conformance.ts';
import type { ConformanceReport } from '../../shared/conformance.ts';
import { en } from '../../shared/i18n/en/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { upstreamKinds } from '../../shared/upstream.ts';

/** A text that this version has, with parameters that it can show. */
const messageSchema = z.custom<Message>(isMessage);

const checkSchema = z.object({
  id: z.enum(checkIds),
  status: z.enum(['pass', 'fail', 'repaired', 'not-applicable']),
  detail: messageSchema,
  meaning: messageSchema,
  request: z.string().nullable(),
  answer: z.string().nullable(),
  fix: z.enum(fixNames).nullable(),
});

export const checkReportSchema: z.ZodType<ConformanceReport> = z.object({
  address: z.string(),
  serverName: z.string(),
  kind: z.enum(upstreamKinds),
  serverVersion: z.string().nullable(),
  model: z.string(),
  modelType: z.enum(['chat', 'embedding', 'rerank', 'other']),
  depth: z.enum(checkDepths),
  checkedAt: z.number(),
  tookMs: z.number(),
  verdict: z.enum(verdicts),
  because: z.array(z.enum(checkIds)),
  checks: z.array(checkSchema),
  spent: z.object({ requests: z.number(), tokens: z.number(), isEstimated: z.boolean() }),
});

function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('key' in value)) return false;
  if (typeof value.key !== 'string' || !Object.hasOwn(en, value.key)) return false;
  const params: unknown = 'params' in value ? value.params : {};
  if (typeof params !== 'object' || params === null) return false;
  return Object.values(params).every(
    (param) => typeof param === 'string' || typeof param === 'number' || isMessage(param),
  );
}
