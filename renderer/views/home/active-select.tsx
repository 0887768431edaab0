import type { ReactNode } from 'react';
import { locksFor } from '../../../shared/locks.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState, useServers } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

/** Switches the active model; the next request goes there. */
export function ActiveSelect(): ReactNode {
  const { active, settings } = useAppState();
  const servers = useServers();
  const { t } = useWords();
  const choose = useAction((target: ModelRef) => bridge.call('setAlias', { alias: 'active', target }), {
    onDone: (state) => tellDone(t('home.active.switched', { model: state.active?.model ?? '' })),
  });
  return (
    <ModelSelect
      label={t('home.active.switch')}
      showsLabel
      upstreams={servers}
      type="chat"
      locks={locksFor(settings, 'active')}
      value={active === null || active.isDemo ? null : qualifiedId(active)}
      fallbackLabel={active?.model ?? ''}
      nothingFound={t('home.active.nothing')}
      isDisabled={choose.isPending}
      onPick={(target) => choose.run(target)}
    />
  );
}
