import { z } from 'zod';

export { ownAddress } from './own-address.ts';

/** Names of servers and of aliases: they stand in addresses, `/r/<name>/v1`, and before the `/` of a qualified id. */
export const slugSchema = z.string().regex(/^[a-z0-9-]+$/);

export const modelRefSchema = z.strictObject({ upstream: slugSchema, model: z.string().min(1) });
