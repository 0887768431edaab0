/** What `local-keys.json` holds, and the form of it that older versions wrote. */
import { z } from 'zod';
import { keyIdSchema, keyLabelSchema, mainKeyId } from '../../shared/local-keys.ts';

export const keyValueSchema = z.string().trim().min(1).max(256);

const storedKeySchema = z.object({
  id: keyIdSchema,
  label: keyLabelSchema,
  value: keyValueSchema,
  /** Milliseconds since the epoch; null where nobody noted it. */
  createdAt: z.number().nullable().default(null),
  /** Null: until somebody takes it away. */
  endsAt: z.number().nullable().default(null),
});
export type StoredKey = Readonly<z.output<typeof storedKeySchema>>;

/** `{key}` was the whole file while there was one key. */
function fromOneKey(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || !('key' in content)) return content;
  return { keys: [{ id: mainKeyId, label: mainKeyLabel, value: content.key }] };
}

/** Whose key the first one is: the exports put it into DB-GPT's files. */
export const mainKeyLabel = 'DB-GPT';

/** Old values that still work among them. */
export const maxKeys = 200;

export const localKeysSchema = z.preprocess(
  fromOneKey,
  z.object({
    keys: z
      .array(storedKeySchema)
      .max(maxKeys)
      .refine((keys) => keys.some(({ id, endsAt }) => id === mainKeyId && endsAt === null))
      .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length),
  }),
);
export type StoredKeys = z.output<typeof localKeysSchema>;
