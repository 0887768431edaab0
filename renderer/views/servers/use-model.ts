import type { ModelRef } from '../../../shared/model.ts';
import { bridge } from '../../bridge.ts';
import { tellDone } from '../../tell.ts';
import type { Action } from '../../use-action.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

/** Makes a chat model the active one; the next request goes there. */
export function useModel(target: ModelRef): Action<[]> {
  const { t } = useWords();
  return useAction(() => bridge.call('setAlias', { alias: 'active', target }), {
    onDone: () => tellDone(t('home.active.switched', { model: target.model })),
  });
}
