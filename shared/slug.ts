import { z } from 'zod';

/** Names of servers and of aliases: they stand in addresses, `/r/<name>/v1`, and before the `/` of a qualified id. */
export const slugSchema = z.string().regex(/^[a-z0-9-]+$/);

/** The address that is only `name`'s: `http://127.0.0.1:9999/r/team/v1` for the proxy's `http://127.0.0.1:9999/v1`. */
export function ownAddress(proxyBaseUrl: string, name: string): string {
  return proxyBaseUrl.replace(/\/v1$/, `/r/${name}/v1`);
}

export const modelRefSchema = z.strictObject({ upstream: slugSchema, model: z.string().min(1) });
