/** How one key lies in `secrets.json`, and the texts of those that were opened in this run. */
import { z } from 'zod';

/** The operating system's key store. */
export interface Keychain {
  /** False where what it stores would be readable anyway. */
  isSecure(): Promise<boolean>;
  /** Base64 of the encrypted text. */
  encrypt(text: string): Promise<string>;
  /** Rejects where the text was encrypted by another user or machine. */
  decrypt(base64: string): Promise<string>;
}

export const keyEntrySchema = z.object({
  scheme: z.enum(['safe-storage', 'plain']),
  /** The key itself, or Base64 of what the key store made of it. */
  value: z.string().min(1),
  /** `https://api.example.com:443`. */
  origin: z.string().min(1),
});
export type KeyEntry = z.output<typeof keyEntrySchema>;

export interface KeyWrap {
  /** An entry for `key`: encrypted where there is a secure key store that works, plain otherwise. */
  wrap(key: string, origin: string): Promise<KeyEntry>;
  /** The same key for another address. */
  withOrigin(entry: KeyEntry, origin: string): KeyEntry;
  /** Decrypts entries that were not tried yet. Never rejects: what cannot be read is locked. */
  open(entries: readonly KeyEntry[]): Promise<void>;
  /** Null where the entry is locked or was not opened yet. */
  textOf(entry: KeyEntry): string | null;
  /** Before `open()` has tried, an entry with a key store beside it counts as readable. */
  isLocked(entry: KeyEntry): boolean;
}

export function createKeyWrap(keychain: Keychain | null): KeyWrap {
  /** By entry, so that a changed entry can't meet an old text; null where it cannot be decrypted. */
  const texts = new WeakMap<KeyEntry, string | null>();
  return {
    async wrap(key, origin) {
      const value = await encryptOrNull(keychain, key);
      if (value === null) return { scheme: 'plain', value: key, origin };
      const entry: KeyEntry = { scheme: 'safe-storage', value, origin };
      texts.set(entry, key);
      return entry;
    },
    withOrigin(entry, origin) {
      const moved = { ...entry, origin };
      const text = texts.get(entry);
      if (text !== undefined) texts.set(moved, text);
      return moved;
    },
    async open(entries) {
      if (keychain === null) return;
      const waiting = entries.filter((entry) => entry.scheme === 'safe-storage' && !texts.has(entry));
      for (const entry of waiting) texts.set(entry, await decryptOrNull(keychain, entry.value));
    },
    textOf: (entry) => (entry.scheme === 'plain' ? entry.value : (texts.get(entry) ?? null)),
    isLocked: (entry) => entry.scheme === 'safe-storage' && (keychain === null || texts.get(entry) === null),
  };
}

async function decryptOrNull(keychain: Keychain, value: string): Promise<string | null> {
  try {
    return await keychain.decrypt(value);
  } catch {
    return null; // Shown as locked: the user enters the key again.
  }
}

/** Null where there is no secure key store, or it does not do its work now: the key is kept all the same. */
async function encryptOrNull(keychain: Keychain | null, key: string): Promise<string | null> {
  try {
    return keychain !== null && (await keychain.isSecure()) ? await keychain.encrypt(key) : null;
  } catch {
    return null;
  }
}
