import { join } from 'node:path';
import { message } from '../../shared/i18n/index.ts';
import { secretsFileName } from '../settings/secrets.ts';
import type { CoreParts } from './parts.ts';

/**
 * Says that keys lie on disk in clear, where the desktop app has a key store that would not hide them (Linux'
 * `basic_text`). Headless it is said nowhere: there a file is all that there is, and the README says so.
 */
export function sayPlainKeys({
  ports,
  secrets,
  notices,
}: Pick<CoreParts, 'ports' | 'secrets' | 'notices'>): void {
  if (ports.keychain === null || !secrets.hasPlain()) return;
  const text = message('notice.keysPlain', { file: join(ports.dataDir, secretsFileName) });
  notices.say({ id: 'keys-plain', level: 'info', text, actions: [], canDismiss: true });
}
