import { ModelTrayError } from '../../shared/errors.ts';
import type { Notices } from './notices.ts';

/** For what is changed without a user's call: a folder that cannot be written is said, and nothing else stops. */
export function createWriteOrSay(notices: Notices): (write: () => void) => void {
  return (write) => {
    try {
      write();
    } catch (thrown) {
      if (!(thrown instanceof ModelTrayError)) throw thrown;
      const id = 'not-written-settings';
      notices.say({ id, level: 'error', text: thrown.userMessage, actions: [], canDismiss: true });
    }
  };
}
