import { useState } from 'react';
import type { CallInput } from '../../../shared/api.ts';
import type { ExportPlan, ExportReport } from '../../../shared/exports.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import type { Failure } from '../../failure.ts';
import { useCall } from '../../use-call.ts';
import type { WholeDraft } from './draft.ts';
import { choiceOf, placeOf } from './draft.ts';

export interface Preview {
  /** What would be written; null while it is made anew, and for what is only copied. */
  plan: ExportPlan | null;
  /** What is on screen: the newest one, even while the next one is made. */
  shown: ExportPlan | ExportReport | null;
  failure: Failure | null;
  isRevealed: boolean;
  reveal: (isRevealed: boolean) => void;
  /** Looks again. */
  again: () => void;
  choice: CallInput<'renderExport'>;
  /** The choice and the place. */
  input: CallInput<'planExport'>;
}

/** The export as it would be now, its keys masked; made again whenever what it is made of changes. */
export function usePreview(draft: WholeDraft, writes: number): Preview {
  const [isRevealed, reveal] = useState(false);
  const version = `${useIngredients()} ${writes}`;
  const choice = choiceOf(draft);
  const input = { ...choice, ...placeOf(draft) };
  const isCopied = draft.place === 'copy';
  const planned = useCall('planExport', isCopied ? null : { ...input, reveal: isRevealed }, version);
  const rendered = useCall('renderExport', isCopied ? { ...choice, reveal: isRevealed } : null, version);
  const asked = isCopied ? rendered : planned;
  return {
    plan: isCopied ? null : planned.result,
    shown: asked.failure === null ? asked.latest : null,
    failure: asked.failure,
    isRevealed,
    reveal,
    again: asked.again,
    choice,
    input,
  };
}

/** What an export is made of beside the choice. */
function useIngredients(): string {
  const { proxy, active, embedding, routes, settings, locale } = useAppState();
  return [
    proxy.baseUrl,
    settings.proxy.listen,
    active === null ? '' : qualifiedId(active),
    active?.info?.context.loaded,
    embedding === null ? '' : qualifiedId(embedding),
    ...routes.map(({ alias, first }) => `${alias}=${qualifiedId(first)}`),
    locale,
  ].join(' ');
}
