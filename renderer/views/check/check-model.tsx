import type { ReactNode } from 'react';
import type { ModelType } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { isListCut } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';

const checked: readonly ModelType[] = ['chat', 'embedding'];

interface CheckModelProps {
  server: UpstreamState;
  /** Null while none is known. */
  model: string | null;
  onPick: (model: string) => void;
}

/** Which model is asked: a choice where the server has several. */
export function CheckModel({ server, model, onPick }: CheckModelProps): ReactNode {
  const { t } = useWords();
  const ids = server.models.filter(({ type }) => checked.includes(type)).map(({ id }) => id);
  const count = ids.length + (model === null || ids.includes(model) ? 0 : 1);
  if (count < 2 && !isListCut([server])) {
    return (
      <div className={classes.subject}>
        {model !== null && <span className={classes.model}>{model}</span>}
        <span className={classes.quiet}>{server.name}</span>
      </div>
    );
  }
  return (
    <ModelSelect
      label={`${t('serverPage.model')} · ${server.name}`}
      showsLabel
      upstreams={[server]}
      type={checked}
      value={model === null ? null : qualifiedId({ upstream: server.slug, model })}
      fallbackLabel={model ?? ''}
      onPick={(ref) => onPick(ref.model)}
      nothingFound={t('serverPage.filter.none')}
    />
  );
}
