import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createTurns } from './in-turn.ts';
import { createPrivateJson } from './private-json.ts';
import type { BrokenFile } from './private-json.ts';

export const localKeysFileName = 'local-keys.json';

const localKeysSchema = z.object({ key: z.string().trim().min(1).max(256) });

export interface LocalKeys {
  /** The key that the proxy takes. Never empty. */
  key(): string;
  /**
   * Stores a key that was made here and is not on disk yet. Call it at start, and before a key goes to the user:
   * a key that is shown and then forgotten would lock its holder out.
   */
  ensureSaved(): Promise<void>;
  /** Stores another key; it holds once this resolves. */
  set(key: string): Promise<void>;
  /** Why the stored key could not be read, where there is a file. */
  readonly broken: BrokenFile | null;
}

/** Reads `local-keys.json`, or makes a key and holds it in memory until it is to be saved. Writes nothing itself. */
export function createLocalKeys(dataDir: string, now: () => number): LocalKeys {
  const file = createPrivateJson(dataDir, localKeysFileName, localKeysSchema, now);
  const inTurn = createTurns();
  const { content, broken } = file.read();
  let key = content?.key ?? generateLocalKey();
  let isSaved = content !== null;

  const save = async (wanted: string): Promise<void> => {
    await file.write({ key: wanted });
    key = wanted;
    isSaved = true;
  };
  return {
    key: () => key,
    broken,
    ensureSaved: () =>
      inTurn(async () => {
        if (isSaved) return;
        // Another process on this folder may have made its key in the meantime: the first one on disk counts.
        await save(file.read().content?.key ?? key);
      }),
    set: (wanted) => inTurn(() => save(wanted)),
  };
}

/** `sk-` and 40 characters of A–Z, a–z, 0–9, `-` and `_`: 240 random bits that no `.env` and no shell mangles. */
export function generateLocalKey(): string {
  return `sk-${randomBytes(30).toString('base64url')}`;
}
