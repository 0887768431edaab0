/** What is changed in the requests and answers of one route. Its schema stands with the route's, in `route-settings.ts`. */

export const usageModes = ['auto', 'on', 'off'] as const;
/**
 * `auto`: a stream's usage stands where DB-GPT reads it, for DB-GPT's client, and is asked for where the server is known
 * to take the question. `on`: for every client, of every server. `off`: usage stays as the server sends it.
 */
export type UsageMode = (typeof usageModes)[number];

export const thinkModes = ['split', 'strip', 'keep'] as const;
/** `split`: thoughts go to `reasoning_content`. `strip`: they are dropped. `keep`: they stay where the model put them. */
export type ThinkMode = (typeof thinkModes)[number];

export interface RouteOptions {
  usage: UsageMode;
  think: ThinkMode;
  /** For requests that carry none, 0 to 2; null leaves that to the server. */
  temperature: number | null;
}

export const maxTemperature = 2;

export const defaultRouteOptions: RouteOptions = { usage: 'auto', think: 'split', temperature: null };
