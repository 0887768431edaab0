/** Calls about the keys that programs send. A value leaves the core only as the answer to one of these. */
import type { Api } from '../../shared/api.ts';
import { mainKeyId } from '../../shared/local-keys.ts';
import type { CoreParts } from './parts.ts';

type KeyCalls = Pick<
  Api['calls'],
  'setLocalKey' | 'revealLocalKey' | 'createKey' | 'revealKey' | 'renameKey' | 'rotateKey' | 'revokeKey'
>;

export function createKeyCalls({ localKeys, store, ports, syncOut }: CoreParts): KeyCalls {
  const reveal = async (id: string): Promise<{ key: string }> => {
    await localKeys.ensureSaved();
    return { key: localKeys.valueOf(id) };
  };
  const told = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change;
    store.touch();
    // An exported file may hold the key that was just replaced.
    syncOut.note();
    return result;
  };
  return {
    async setLocalKey({ key }) {
      await told(localKeys.set(key));
      return store.get();
    },
    revealLocalKey: () => reveal(mainKeyId),
    createKey: ({ label }) => told(localKeys.create(label)),
    revealKey: ({ id }) => reveal(id),
    async renameKey({ id, label }) {
      await told(localKeys.rename(id, label));
      return store.get();
    },
    async rotateKey({ id, graceMs }) {
      const made = await told(localKeys.rotate(id, graceMs));
      if (graceMs > 0) ports.clock.after(graceMs, () => store.touch());
      return made;
    },
    async revokeKey({ id }) {
      await told(localKeys.revoke(id));
      return store.get();
    },
  };
}
