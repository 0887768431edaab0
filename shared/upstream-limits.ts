import { z } from 'zod';

/** What happens at a server whose client left: end its work, or let it finish so that what it read stays in its cache. */
export const abortModes = ['cancel', 'drain'] as const;
export type AbortMode = (typeof abortModes)[number];

/** How much one server is given at once. A field left out has its default. */
export const upstreamLimitsSchema = z.strictObject({
  /** Requests at once, all its models together; null: as many as come. */
  maxConcurrent: z.int().min(1).max(1000).nullable().default(null),
  /** How many may wait for a place; one more is refused with 429. Without `maxConcurrent` nothing waits. */
  queueLength: z.int().min(0).max(10_000).default(100),
  /** How long one may wait for a place. */
  queueWaitMs: z.int().min(0).max(3_600_000).default(300_000),
  onAbort: z.enum(abortModes).default('cancel'),
  /** Its share where a group goes by weight, unless the group says otherwise. */
  weight: z.int().min(1).max(1000).default(1),
  /** How long its first byte may take once the request was sent; null: as long as it takes, and loads take long. */
  firstByteMs: z.int().min(1000).max(3_600_000).nullable().default(null),
});
export type UpstreamLimits = z.output<typeof upstreamLimitsSchema>;

export const defaultLimits: UpstreamLimits = upstreamLimitsSchema.parse({});

/** The limits of a server, whose settings may say nothing about them. */
export function limitsOf({ limits }: { limits?: UpstreamLimits | undefined }): UpstreamLimits {
  return limits ?? defaultLimits;
}
