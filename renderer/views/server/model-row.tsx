import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Verdict } from '../../../shared/conformance.ts';
import { isSmallContext } from '../../../shared/context.ts';
import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { ContextTag } from '../../components/context-tag.tsx';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Tag } from '../../components/tag.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { useWords } from '../../words.ts';
import { loadedText, sizeText } from './model-facts.ts';
import { ModelDetails } from './model-details.tsx';
import { ModelActions } from './row-actions.tsx';
import classes from './table.module.css';

export interface ModelRowProps {
  slug: string;
  kind: UpstreamKind;
  model: DescribedModel;
  verdict: Verdict | null;
  isActive: boolean;
  isEmbedding: boolean;
  onCheck: (model: string) => void;
}

/** One model in a line; all its facts with their sources below it, on demand. */
export function ModelRow(props: ModelRowProps): ReactNode {
  const { model, kind } = props;
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <>
      <div role="row" className={classes.row}>
        <ModelCell model={model} isOpen={isOpen} detailsId={detailsId} onToggle={() => setOpen(!isOpen)} />
        <FactCells model={model} verdict={props.verdict} />
        <div role="cell" className={classes.actions}>
          <ModelActions {...props} />
        </div>
      </div>
      {isOpen && (
        <div role="row" id={detailsId} className={classes.details}>
          <div role="cell" aria-colspan={6}>
            <ModelDetails model={model} kind={kind} />
          </div>
        </div>
      )}
    </>
  );
}

interface ModelCellProps {
  model: DescribedModel;
  isOpen: boolean;
  detailsId: string;
  onToggle: () => void;
}

function ModelCell({ model, isOpen, detailsId, onToggle }: ModelCellProps): ReactNode {
  const { t } = useWords();
  const isFar = model.location === 'cloud' || model.location === 'unknown';
  return (
    <div role="rowheader" className={classes.model}>
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        aria-label={t('serverPage.facts', { model: model.id })}
        onClick={onToggle}
      >
        <IconChevronRight size={14} className={classes.chevron} />
      </UnstyledButton>
      <span className={classes.id}>{model.id}</span>
      {model.type !== 'chat' && <Tag>{t(`serverPage.type.${model.type}`)}</Tag>}
      {isFar && <LocationBadge location={model.location} />}
    </div>
  );
}

function FactCells({ model, verdict }: Pick<ModelRowProps, 'model' | 'verdict'>): ReactNode {
  const { t } = useWords();
  return (
    <>
      <div role="cell" data-label={t('serverPage.context')}>
        <Context model={model} />
      </div>
      <div role="cell" data-label={t('serverPage.size')}>
        <Value text={sizeText(model, t)} />
      </div>
      <div role="cell" data-label={t('serverPage.loaded')}>
        <Value text={loadedText(model.loaded, t)} />
      </div>
      <div role="cell" data-label={t('serverPage.check')}>
        {verdict === null ? (
          <Value text={null} instead={t('apiCheck.notYet')} />
        ) : (
          <VerdictMark verdict={verdict} />
        )}
      </div>
    </>
  );
}

/** What is loaded, and behind it what the model was trained for. */
function Context({ model }: Pick<ModelRowProps, 'model'>): ReactNode {
  const { context } = model;
  const isSmall = model.type === 'chat' && isSmallContext(context.loaded);
  const { format } = useWords();
  const short = (tokens: number | null): string | null => (tokens === null ? null : format.tokens(tokens));
  if (context.loaded === null && context.trained === null) return <Value text={null} />;
  return (
    <span className={classes.context}>
      {isSmall ? <ContextTag model={model} /> : <Value text={short(context.loaded)} />}
      <span className={classes.unknown}>
        / <Value text={short(context.trained)} />
      </span>
    </span>
  );
}

/** A value that may not be known, which is then said. */
function Value({ text, instead }: { text: string | null; instead?: string }): ReactNode {
  const { t } = useWords();
  return text ?? <span className={classes.unknown}>{instead ?? t('serverPage.unknown')}</span>;
}
