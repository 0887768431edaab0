import type { ReactNode } from 'react';
import { isSmallContext, raiseContextKey } from '../../shared/context.ts';
import type { ModelInfo } from '../../shared/model.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { useWords } from '../words.ts';
import { Note } from './note.tsx';

interface ContextWarningProps {
  model: Pick<ModelInfo, 'context' | 'type'> | null;
  kind: UpstreamKind;
}

/** That a chat model's loaded context is small for DB-GPT, and how it is raised on this kind of server. */
export function ContextWarning({ model, kind }: ContextWarningProps): ReactNode {
  const { t, say, format } = useWords();
  const loaded = model?.context.loaded ?? null;
  if (model?.type !== 'chat' || loaded === null || !isSmallContext(loaded)) return null;
  return (
    <Note level="warning">
      <div>{t('context.small', { value: format.tokens(loaded) })}</div>
      <div>{say({ key: raiseContextKey(kind) })}</div>
    </Note>
  );
}
