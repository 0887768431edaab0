/** Edits of the settings file from outside: good ones are taken in, bad ones refused, widening ones wait for a word. */
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { classifyEdit } from '../settings/classify-edit.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { Notices } from './notices.ts';

export interface SettingsEdits {
  take(edit: LoadedSettings): void;
  /** The user's word on the edit that waits. Throws ModelTrayError `notice_not_found` where none does. */
  decide(apply: boolean): void;
}

export interface SettingsEditsOptions {
  notices: Notices;
  secrets: Pick<Secrets, 'hasKey'>;
  current: () => Settings;
  adopt: (settings: Settings) => void;
  /** Writes the settings in force over a discarded edit. */
  restore: () => void;
}

const waitingId = 'settings-edit-widens';
const rejectedId = 'settings-edit-rejected';

export function createSettingsEdits(options: SettingsEditsOptions): SettingsEdits {
  const { notices, secrets, current, adopt, restore } = options;
  let waiting: Settings | null = null;
  return {
    take(edit) {
      waiting = null;
      notices.withdraw(waitingId);
      notices.withdraw(rejectedId);
      if (edit.problem !== null) {
        const reason =
          edit.problem.kind === 'broken' ? edit.problem.reason : message('settings.reason.newer');
        const text = message('notice.settingsEditRejected', { reason });
        notices.say({ id: rejectedId, level: 'warning', text, actions: [], canDismiss: true });
        return;
      }
      const { widens } = classifyEdit(current(), edit.settings, (slug) => secrets.hasKey(slug));
      if (widens.length === 0) {
        adopt(edit.settings);
        return;
      }
      waiting = edit.settings;
      notices.say({
        id: waitingId,
        level: 'warning',
        text: message('notice.settingsEditWidens', { what: widens.join(', ') }),
        actions: [{ do: 'apply-settings-edit' }, { do: 'discard-settings-edit' }],
        canDismiss: false,
      });
    },
    decide(apply) {
      if (waiting === null) throw new ModelTrayError('notice_not_found', message('error.notice_not_found'));
      const edit = waiting;
      waiting = null;
      notices.withdraw(waitingId);
      if (apply) adopt(edit);
      else restore();
    },
  };
}
