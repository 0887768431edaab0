import { toError } from '../../shared/errors.ts';
import type { CoreParts } from './parts.ts';

/** A key store that takes longer is asking its user for a password, who may be away. */
export const unlockGraceMs = 5000;

type Parts = Pick<CoreParts, 'ports' | 'settings' | 'upstreams' | 'isRunning'>;

/**
 * Runs `unlock` and waits for it, but no longer than five seconds: the servers without a key need not wait for a wallet
 * to be opened. What was refused for want of a key until then is forgotten when the keys come.
 */
export function unlockInTime(parts: Parts, unlock: () => Promise<void>): Promise<void> {
  const { clock, log } = parts.ports;
  return new Promise((resolve, reject) => {
    let isLate = false;
    const cancel = clock.after(unlockGraceMs, () => {
      isLate = true;
      log.warn('the key store has not answered yet; starting without the keys that it holds');
      resolve();
    });
    unlock()
      .finally(cancel)
      .then(() => (isLate ? lookAgain(parts) : undefined))
      .then(resolve, (thrown: unknown) => {
        if (isLate) log.error('unlocking the keys failed', { error: toError(thrown) });
        else reject(toError(thrown));
      });
  });
}

async function lookAgain({ settings, upstreams, isRunning }: Parts): Promise<void> {
  for (const { slug } of settings.get().upstreams) {
    if (upstreams.facts(slug).health === 'unauthorized') upstreams.forget(slug);
  }
  if (isRunning()) await upstreams.lookAtAll(0, 'this-machine');
}
