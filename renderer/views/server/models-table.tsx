import { memo } from 'react';
import type { ReactNode } from 'react';
import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { verdictOf } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import { ModelRow } from './model-row.tsx';
import classes from './table.module.css';

interface ModelsTableProps {
  server: UpstreamState;
  models: readonly DescribedModel[];
  onCheck: (model: string) => void;
}

const Row = memo(ModelRow);

/**
 * Hundreds of rows: they are made of plain elements, get only what they show, and are drawn again only when that has
 * changed. A table by its roles, because its cells stand one below the other where the window is narrow.
 */
export function ModelsTable({ server, models, onCheck }: ModelsTableProps): ReactNode {
  const { active, embedding } = useAppState();
  const { t } = useWords();
  const isAlias = (alias: typeof active, id: string): boolean =>
    alias !== null && alias.upstream === server.slug && alias.model === id;
  return (
    <div className={classes.scope}>
      <div role="table" aria-label={t('serverPage.models')} aria-colcount={6} className={classes.table}>
        <div role="rowgroup">
          <div role="row" className={classes.header}>
            <span role="columnheader">{t('serverPage.model')}</span>
            <span role="columnheader">{t('serverPage.context.columns')}</span>
            <span role="columnheader">{t('serverPage.size')}</span>
            <span role="columnheader">{t('serverPage.loaded')}</span>
            <span role="columnheader">{t('serverPage.check')}</span>
            <span role="columnheader" className={classes.actionsHeader}>
              {t('serverPage.actions')}
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {models.map((model) => (
            <Row
              key={model.id}
              slug={server.slug}
              kind={server.kind}
              model={model}
              verdict={verdictOf(server, model.id)?.verdict ?? null}
              isActive={isAlias(active, model.id)}
              isEmbedding={isAlias(embedding, model.id)}
              onCheck={onCheck}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
