/** Edits of the settings file from outside: good ones are taken in, bad ones refused, widening ones wait for a word. */
import { isDeepStrictEqual } from 'node:util';
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
  /** The settings were written anew: an edit that waits stands in the file no more, and is kept here. */
  noteWrite(): void;
  /** Called before the settings are written: an edit that was refused is kept beside them, and where is said. */
  keepRefused(): void;
}

export interface SettingsEditsOptions {
  notices: Notices;
  secrets: Pick<Secrets, 'hasKey'>;
  current: () => Settings;
  adopt: (settings: Settings) => void;
  write: (settings: Settings) => void;
}

const waitingId = 'settings-edit-widens';
const rejectedId = 'settings-edit-rejected';
const keptId = 'settings-edit-kept';

export function createSettingsEdits(options: SettingsEditsOptions): SettingsEdits {
  const { notices, secrets, current, adopt, write } = options;
  let waiting: { edit: Settings; base: Settings; isOverwritten: boolean } | null = null;
  let refused: LoadedSettings | null = null;
  return {
    take(edit) {
      const isOwnWrite = edit.problem === null && isDeepStrictEqual(edit.settings, current());
      if (waiting?.isOverwritten === true && isOwnWrite) return;
      waiting = null;
      refused = null;
      notices.withdraw(waitingId);
      notices.withdraw(rejectedId);
      if (edit.problem !== null) {
        const reason =
          edit.problem.kind === 'broken' ? edit.problem.reason : message('settings.reason.newer');
        const text = message('notice.settingsEditRejected', { reason });
        notices.say({ id: rejectedId, level: 'warning', text, actions: [], canDismiss: true });
        refused = edit;
        return;
      }
      const { widens } = classifyEdit(current(), edit.settings, (slug) => secrets.hasKey(slug));
      if (widens.length === 0) {
        adopt(edit.settings);
        return;
      }
      waiting = { edit: edit.settings, base: current(), isOverwritten: false };
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
      const { edit, base, isOverwritten } = waiting;
      const wanted = apply ? (isOverwritten ? onTop(current(), base, edit) : edit) : current();
      if (!apply || isOverwritten) write(wanted);
      waiting = null;
      notices.withdraw(waitingId);
      if (apply) adopt(wanted);
    },
    noteWrite() {
      if (waiting !== null) waiting = { ...waiting, isOverwritten: true };
    },
    keepRefused() {
      if (refused?.problem?.kind !== 'broken') return;
      refused.keep();
      const { reason, keptAs: file } = refused.problem;
      refused = null;
      const text = message('notice.settingsEditKept', { reason, file });
      notices.say({ id: keptId, level: 'warning', text, actions: [], canDismiss: true });
      notices.withdraw(rejectedId);
    },
  };
}

/** What the edit changed, on top of what was changed since; by the settings' groups. */
function onTop(current: Settings, base: Settings, edit: Settings): Settings {
  const changed = Object.entries(edit).filter(
    ([group, value]) => !isDeepStrictEqual(value, base[group as keyof Settings]),
  );
  return { ...current, ...Object.fromEntries(changed) };
}
