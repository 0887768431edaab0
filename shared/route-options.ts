/** What is changed in the requests and answers of one route, as it stands in the settings. */
import { z } from 'zod';

export const usageModes = ['auto', 'on', 'off'] as const;
/**
 * `auto`: a stream's usage stands where DB-GPT reads it, for DB-GPT's client, and is asked for where the server is known
 * to take the question. `on`: for every client, of every server. `off`: usage stays as the server sends it.
 */
export type UsageMode = (typeof usageModes)[number];

export const thinkModes = ['split', 'strip', 'keep'] as const;
/** `split`: thoughts go to `reasoning_content`. `strip`: they are dropped. `keep`: they stay where the model put them. */
export type ThinkMode = (typeof thinkModes)[number];

/** Whoever adds a field gives it a default. */
export const routeOptionsSchema = z.strictObject({
  usage: z.enum(usageModes).default('auto'),
  think: z.enum(thinkModes).default('split'),
  /** For requests that carry none; null leaves that to the server. */
  temperature: z.number().min(0).max(2).nullable().default(null),
});
export type RouteOptions = z.output<typeof routeOptionsSchema>;

export const defaultRouteOptions: RouteOptions = routeOptionsSchema.parse({});
