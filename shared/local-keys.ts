/** The keys that programs send to the proxy, as everybody but the core sees them: never their values. */
import { z } from 'zod';

/** The key of the exports: it can be changed, and never removed. */
export const mainKeyId = 'default';

/** A rule may ask for it, so it is as short as a rule's own field allows. */
export const keyLabelSchema = z.string().trim().min(1).max(80);
export const keyIdSchema = z.string().min(1).max(40);

/** How long a replaced key may go on working; a timer holds no more than 24 days. */
export const maxGraceMs = 7 * 86_400_000;

export interface KeyState {
  id: string;
  label: string;
  /** Milliseconds since the epoch; null where an older version, which did not note it, made the key. */
  createdAt: number | null;
  /** When it stops working: it was replaced, and this is its old value. Null for a key in use. */
  endsAt: number | null;
  /** In this run; null where nobody sent it yet. */
  lastUsedAt: number | null;
}
