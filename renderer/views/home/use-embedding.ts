import type { AliasState } from '../../../shared/app-state.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { tellDone } from '../../tell.ts';
import type { Action } from '../../use-action.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

/** The one embedding model, and its change; `null` chooses none. */
export function useEmbedding(): {
  embedding: AliasState | null;
  choose: Action<[target: ModelRef | null]>;
} {
  const { embedding } = useAppState();
  const { t } = useWords();
  const choose = useAction(
    (target: ModelRef | null) => bridge.call('setAlias', { alias: 'embedding', target }),
    {
      onDone: (state) => {
        const model = state.embedding?.model;
        tellDone(model === undefined ? t('home.embedding.cleared') : t('home.embedding.changed', { model }));
      },
    },
  );
  return { embedding, choose };
}
