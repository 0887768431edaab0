/**
 * The keys of model servers, `secrets.json`. A key belongs to one server at one scheme, host and port, and is never
 * handed out for another. An entry that cannot be decrypted here stays as it is.
 */
import { z } from 'zod';
import type { KeyState } from '../../shared/upstream.ts';
import { createTurns } from './in-turn.ts';
import type { Turns } from './in-turn.ts';
import { createKeyWrap, keyEntrySchema } from './key-wrap.ts';
import type { KeyEntry, Keychain, KeyWrap } from './key-wrap.ts';
import { createPrivateJson } from './private-json.ts';
import type { BrokenFile } from './private-json.ts';

export const secretsFileName = 'secrets.json';

const secretsSchema = z.object({ keys: z.record(z.string(), keyEntrySchema) });
type Entries = Readonly<Record<string, KeyEntry>>;

export interface Secrets {
  /** Reads the file again. `createSecrets` has done it once. */
  load(): void;
  /** Why the file could not be read, where there is one. */
  broken(): BrokenFile | null;
  /** Decrypts what can be decrypted here, so that `keyFor` has it at hand. */
  unlock(): Promise<void>;
  /** The key to send, at once; null unless it is stored for this address and readable here. */
  keyFor(slug: string, baseUrl: string): string | null;
  /** The same, after unlocking. */
  get(slug: string, baseUrl: string): Promise<string | null>;
  keyState(slug: string, baseUrl: string): KeyState;
  /** True if there is an entry, readable or not. */
  hasKey(slug: string): boolean;
  /** True if a key lies on disk readable for whoever reads the file. */
  hasPlain(): boolean;
  set(slug: string, baseUrl: string, key: string): Promise<void>;
  /** Resolves to false where there was none. */
  remove(slug: string): Promise<boolean>;
  /** Lets the stored key go to this address from now on. Resolves to false where there is none. */
  confirm(slug: string, baseUrl: string): Promise<boolean>;
  /** Encrypts plain entries where there is a secure key store. */
  rewrap(): Promise<void>;
}

/** Opens the keys in `dataDir`: reads, and writes only when a call changes something. */
export function createSecrets(dataDir: string, keychain: Keychain | null, now: () => number): Secrets {
  const store = createEntryStore(dataDir, now);
  const keys = createKeyWrap(keychain);
  const inTurn = createTurns();
  const unlock = (): Promise<void> => inTurn(() => keys.open(Object.values(store.all())));
  const keyFor = (slug: string, baseUrl: string): string | null => {
    const entry = store.find(slug);
    return entry === null || entry.origin !== keyOrigin(baseUrl) ? null : keys.textOf(entry);
  };
  return {
    load: () => store.load(),
    broken: () => store.broken(),
    unlock,
    keyFor,
    async get(slug, baseUrl) {
      await unlock();
      return keyFor(slug, baseUrl);
    },
    keyState(slug, baseUrl) {
      const entry = store.find(slug);
      if (entry === null) return 'none';
      if (entry.origin !== keyOrigin(baseUrl)) return 'unconfirmed';
      return keys.isLocked(entry) ? 'locked' : 'stored';
    },
    hasKey: (slug) => store.find(slug) !== null,
    hasPlain: () => Object.values(store.all()).some(({ scheme }) => scheme === 'plain'),
    ...createChanges(store, keys, inTurn),
  };
}

/** The calls that write: one at a time, and in memory only once the disk has it. */
function createChanges(
  store: EntryStore,
  keys: KeyWrap,
  inTurn: Turns,
): Pick<Secrets, 'set' | 'remove' | 'confirm' | 'rewrap'> {
  return {
    set: (slug, baseUrl, key) =>
      inTurn(async () => store.put({ [slug]: await keys.wrap(key, keyOrigin(baseUrl)) })),
    remove: (slug) => inTurn(() => store.drop(slug)),
    confirm: (slug, baseUrl) =>
      inTurn(async () => {
        const entry = store.find(slug);
        if (entry === null) return false;
        await store.put({ [slug]: keys.withOrigin(entry, keyOrigin(baseUrl)) });
        return true;
      }),
    rewrap: () =>
      inTurn(async () => {
        const wrapped: Record<string, KeyEntry> = {};
        for (const [slug, entry] of Object.entries(store.all())) {
          if (entry.scheme !== 'plain') continue;
          const next = await keys.wrap(entry.value, entry.origin);
          if (next.scheme !== 'plain') wrapped[slug] = next;
        }
        if (Object.keys(wrapped).length > 0) await store.put(wrapped);
      }),
  };
}

interface EntryStore {
  load(): void;
  broken(): BrokenFile | null;
  all(): Entries;
  find(slug: string): KeyEntry | null;
  put(changed: Entries): Promise<void>;
  drop(slug: string): Promise<boolean>;
}

function createEntryStore(dataDir: string, now: () => number): EntryStore {
  const file = createPrivateJson(dataDir, secretsFileName, secretsSchema, now);
  let found = file.read();
  const all = (): Entries => found.content?.keys ?? {};
  const save = async (keys: Entries): Promise<void> => {
    await file.write({ keys: { ...keys } });
    found = { ...found, content: { keys: { ...keys } } };
  };
  return {
    load: () => {
      found = file.read();
    },
    broken: () => found.broken,
    all,
    find: (slug) => (Object.hasOwn(all(), slug) ? (all()[slug] ?? null) : null),
    put: (changed) => save({ ...all(), ...changed }),
    async drop(slug) {
      if (!Object.hasOwn(all(), slug)) return false;
      await save(Object.fromEntries(Object.entries(all()).filter(([other]) => other !== slug)));
      return true;
    },
  };
}

/**
 * Scheme, host and port of a base URL, with the port that the scheme implies written out.
 * @throws TypeError where it is no URL
 */
export function keyOrigin(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}
