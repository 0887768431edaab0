import type { CorePorts } from '../core.ts';
import { createNotifications } from './notifications.ts';
import type { Notifications } from './notifications.ts';
import type { CoreParts } from './parts.ts';
import type { SettingsKeeper } from './settings-keeper.ts';

/** What the shell is to show of what happens; null where it shows nothing. */
export function shellNotifications(
  { shellPorts: { notify }, clock }: CorePorts,
  settings: SettingsKeeper,
  { list, writeOrSay }: Pick<CoreParts, 'list'> & { writeOrSay: (write: () => void) => void },
): Notifications | null {
  if (notify === undefined) return null;
  return createNotifications({
    clock,
    settings: () => settings.get().notifications,
    nameOf: (slug) => list().find((one) => one.slug === slug)?.name ?? slug,
    tell: notify,
    rememberCloud() {
      if (settings.isReadOnly) return;
      writeOrSay(() => {
        settings.change((at) => ({ ...at, notifications: { ...at.notifications, cloudWasUsed: true } }));
      });
    },
  });
}
