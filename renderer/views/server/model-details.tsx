import type { ReactNode } from 'react';
import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { ContextWarning } from '../../components/context-warning.tsx';
import { useWords } from '../../words.ts';
import { factRows } from './model-facts.ts';
import classes from './table.module.css';

/** All that is known of one model, each fact with where it came from. */
export function ModelDetails({ model, kind }: { model: DescribedModel; kind: UpstreamKind }): ReactNode {
  const { t, format } = useWords();
  return (
    <>
      <ContextWarning model={model} kind={kind} />
      <dl className={classes.facts} aria-label={t('serverPage.facts', { model: model.id })}>
        {factRows(model, t, format).map(({ fact, label, value, source }) => (
          <div key={fact}>
            <dt>{label}</dt>
            <dd>
              {value ?? <span className={classes.unknown}>{t('serverPage.unknown')}</span>}
              {source !== null && <div className={classes.source}>{source}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
