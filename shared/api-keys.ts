/** The calls about the keys that programs send to ModelTray. The only ones that give a key's value. */
import { z } from 'zod';
import { call, nothing } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import { keyIdSchema, keyLabelSchema, maxGraceMs } from './local-keys.ts';

export const keyCalls = {
  revealLocalKey: call<{ key: string }>()(nothing),
  setLocalKey: call<AppState>()(z.strictObject({ key: z.string().trim().min(1).max(256) })),
  /** A further key, one per client. Its value crosses here, to be shown and copied. */
  createKey: call<{ id: string; key: string }>()(z.strictObject({ label: keyLabelSchema })),
  revealKey: call<{ key: string }>()(z.strictObject({ id: keyIdSchema })),
  renameKey: call<AppState>()(z.strictObject({ id: keyIdSchema, label: keyLabelSchema })),
  /** A new value for a key; programs that still send the old one are answered for `graceMs`. */
  rotateKey: call<{ key: string }>()(
    z.strictObject({ id: keyIdSchema, graceMs: z.int().min(0).max(maxGraceMs).default(0) }),
  ),
  /** Takes a key away at once. That of the exports stays. */
  revokeKey: call<AppState>()(z.strictObject({ id: keyIdSchema })),
  /** The `curl` that asks the active model. `withKey` puts the local key in. */
  copyCurl: call<{ text: string }>()(z.strictObject({ withKey: z.boolean() })),
} as const;
