/**
 * The keys that the proxy takes: the one of the exports, and one for each further client. Values stay here and in
 * `local-keys.json` (0600); what is told of them is `KeyState`.
 */
import { randomBytes } from 'node:crypto';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { mainKeyId } from '../../shared/local-keys.ts';
import type { KeyState } from '../../shared/local-keys.ts';
import { createTurns } from './in-turn.ts';
import { localKeysSchema, mainKeyLabel, maxKeys } from './local-keys-file.ts';
import type { StoredKey } from './local-keys-file.ts';
import { createPrivateJson } from './private-json.ts';
import type { BrokenFile } from './private-json.ts';

export const localKeysFileName = 'local-keys.json';

export interface LocalKeys {
  /** The key of the exports. Never empty. */
  key(): string;
  /** Every key that is taken now; the same list as before where nothing changed. */
  valid(): readonly StoredKey[];
  /** The same without values. */
  states(): KeyState[];
  /** Somebody sent it. */
  noteUse(id: string): void;
  /** @throws ModelTrayError `key_not_found` */
  valueOf(id: string): string;
  /**
   * Stores a key that was made here and is not on disk yet. Call it at start, and before a key goes to the user:
   * a key that is shown and then forgotten would lock its holder out.
   */
  ensureSaved(): Promise<void>;
  /** Stores another key for the exports; it holds once this resolves. Rejects with `key_value_taken`. */
  set(key: string): Promise<void>;
  /** A further key. Rejects with `key_label_taken`, `too_many_keys`. */
  create(label: string): Promise<{ id: string; key: string }>;
  /** Rejects with `key_not_found`, `key_label_taken`. */
  rename(id: string, label: string): Promise<void>;
  /** Makes a new value; the old one goes on for `graceMs`. Rejects with `key_not_found`, `too_many_keys`. */
  rotate(id: string, graceMs: number): Promise<{ key: string }>;
  /** Takes a key away, at once. Rejects with `key_not_found`, `key_is_main`. */
  revoke(id: string): Promise<void>;
  /** One new key for the exports, and no other. */
  reset(): Promise<void>;
  /** Why the stored keys could not be read, where there is a file. */
  readonly broken: BrokenFile | null;
}

/** Reads `local-keys.json`, or makes a key and holds it in memory until it is to be saved. Writes nothing itself. */
export function createLocalKeys(dataDir: string, now: () => number): LocalKeys {
  const file = createPrivateJson(dataDir, localKeysFileName, localKeysSchema, now);
  const inTurn = createTurns();
  const { content, broken } = file.read();
  let keys: readonly StoredKey[] = content?.keys ?? [mainKey(generateLocalKey(), now())];
  let isSaved = content !== null;
  const usedAt = new Map<string, number>();

  const save = async (wanted: readonly StoredKey[]): Promise<void> => {
    await file.write({ keys: [...wanted] });
    keys = wanted;
    isSaved = true;
  };
  const valid = (): readonly StoredKey[] => {
    if (keys.some((key) => isOver(key, now()))) keys = keys.filter((key) => !isOver(key, now()));
    return keys;
  };
  /** A change of the whole list, one after the other. */
  const change = (update: (keys: readonly StoredKey[]) => readonly StoredKey[]): Promise<void> =>
    inTurn(() => save(refuseTooMany(update(valid()))));
  return {
    key: () => findKey(keys, mainKeyId).value,
    valid,
    states: () => valid().map((key) => stateOf(key, usedAt.get(key.id) ?? null)),
    noteUse: (id) => void usedAt.set(id, now()),
    valueOf: (id) => findKey(valid(), id).value,
    broken,
    ensureSaved: () =>
      inTurn(async () => {
        if (isSaved) return;
        // Another process on this folder may have made its key in the meantime: the first one on disk counts.
        await save(file.read().content?.keys ?? keys);
      }),
    set: (value) => change((all) => withValue(all, value)),
    async create(label) {
      const made = { ...mainKey(generateLocalKey(), now()), id: newId(), label };
      await change((all) => [...withFreeLabel(all, label, made.id), made]);
      return { id: made.id, key: made.value };
    },
    rename: (id, label) =>
      change((all) => {
        const { label: before } = findInUse(all, id);
        // What a key was before it was replaced goes on under the key's name.
        return withFreeLabel(all, label, id).map((one) => (one.label === before ? { ...one, label } : one));
      }),
    async rotate(id, graceMs) {
      const value = generateLocalKey();
      await change((all) => rotated(all, id, value, now(), graceMs));
      return { key: value };
    },
    revoke: (id) =>
      change((all) => {
        const { label, endsAt } = findKey(all, id);
        if (id === mainKeyId) throw new ModelTrayError('key_is_main', message('error.key_is_main'));
        return all.filter((one) => (endsAt === null ? one.label !== label : one.id !== id));
      }),
    reset: () => inTurn(() => save([mainKey(generateLocalKey(), now())])),
  };
}

/** `sk-` and 40 characters of A–Z, a–z, 0–9, `-` and `_`: 240 random bits that no `.env` and no shell mangles. */
export function generateLocalKey(): string {
  return `sk-${randomBytes(30).toString('base64url')}`;
}

function mainKey(value: string, createdAt: number): StoredKey {
  return { id: mainKeyId, label: mainKeyLabel, value, createdAt, endsAt: null };
}

function newId(): string {
  return randomBytes(6).toString('hex');
}

function isOver({ endsAt }: StoredKey, nowMs: number): boolean {
  return endsAt !== null && endsAt <= nowMs;
}

function stateOf({ id, label, createdAt, endsAt }: StoredKey, lastUsedAt: number | null): KeyState {
  return { id, label, createdAt, endsAt, lastUsedAt };
}

function findKey(keys: readonly StoredKey[], id: string): StoredKey {
  const found = keys.find((one) => one.id === id);
  if (found === undefined) throw new ModelTrayError('key_not_found', message('error.key_not_found'));
  return found;
}

/** A value that was replaced has no name and no successor of its own. */
function findInUse(keys: readonly StoredKey[], id: string): StoredKey {
  const found = findKey(keys, id);
  if (found.endsAt !== null) throw new ModelTrayError('key_not_found', message('error.key_not_found'));
  return found;
}

/** Rules go by the label: two clients under one name would be one. */
function withFreeLabel(keys: readonly StoredKey[], label: string, id: string): readonly StoredKey[] {
  if (keys.some((one) => one.endsAt === null && one.id !== id && one.label === label)) {
    throw new ModelTrayError('key_label_taken', message('error.key_label_taken', { label }));
  }
  return keys;
}

/** A file with more could not be read at the next start, and every key would be gone. */
function refuseTooMany(keys: readonly StoredKey[]): readonly StoredKey[] {
  if (keys.length <= maxKeys) return keys;
  throw new ModelTrayError('too_many_keys', message('error.too_many_keys', { max: maxKeys }));
}

/** The exports' key with another value. One that it had before comes back; one of another client is refused. */
function withValue(keys: readonly StoredKey[], value: string): readonly StoredKey[] {
  const { label } = findKey(keys, mainKeyId);
  const holder = keys.find((one) => one.value === value);
  if (holder !== undefined && holder.label !== label) {
    throw new ModelTrayError('key_value_taken', message('error.key_value_taken', { label: holder.label }));
  }
  return keys
    .filter((one) => one.id === mainKeyId || one.value !== value)
    .map((one) => (one.id === mainKeyId ? { ...one, value } : one));
}

function rotated(
  keys: readonly StoredKey[],
  id: string,
  value: string,
  nowMs: number,
  graceMs: number,
): readonly StoredKey[] {
  const before = findInUse(keys, id);
  const next = keys.map((one) => (one.id === id ? { ...one, value, createdAt: nowMs } : one));
  return graceMs === 0 ? next : [...next, { ...before, id: newId(), endsAt: nowMs + graceMs }];
}
