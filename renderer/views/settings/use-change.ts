import type { AppState } from '../../../shared/app-state.ts';
import type { SettingsPatch } from '../../../shared/settings.ts';
import { bridge } from '../../bridge.ts';
import type { Action } from '../../use-action.ts';
import { useAction } from '../../use-action.ts';

/** Stores a change of the settings at once; there is no form to send. */
export function useChange(onDone?: (state: AppState) => void): Action<[SettingsPatch]> {
  return useAction(
    (patch: SettingsPatch) => bridge.call('updateSettings', patch),
    onDone === undefined ? {} : { onDone },
  );
}

/** The same for a field that shows the failure itself. */
export function useFieldChange(onDone: (state: AppState) => void): Action<[SettingsPatch]> {
  return useAction((patch: SettingsPatch) => bridge.call('updateSettings', patch), {
    onDone,
    showsFailure: true,
  });
}
