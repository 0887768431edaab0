import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Tag } from '../../components/tag.tsx';
import { useWords } from '../../words.ts';
import { ConfirmEmbedding } from '../home/confirm-embedding.tsx';
import { useEmbedding } from '../home/use-embedding.ts';
import { useModel } from '../servers/use-model.ts';
import type { ModelRowProps } from './model-row.tsx';
import classes from './table.module.css';

/** Take a model into use, as the active one or as the embedding model, and check it. */
export function ModelActions({ slug, model, isActive, isEmbedding, onCheck }: ModelRowProps): ReactNode {
  const { t } = useWords();
  const { id, type } = model;
  return (
    <>
      {type === 'chat' && <UseChat slug={slug} id={id} isUsed={isActive} />}
      {type === 'embedding' && <UseEmbedding slug={slug} id={id} isUsed={isEmbedding} />}
      {(type === 'chat' || type === 'embedding') && (
        <UnstyledButton
          className={classes.action}
          aria-label={t('apiCheck.check.named', { model: id })}
          onClick={() => onCheck(id)}
        >
          {t('apiCheck.check')}
        </UnstyledButton>
      )}
    </>
  );
}

interface UseProps {
  slug: string;
  id: string;
  /** It is in use already: the button gives way to the word, and the call that did it still tells its end. */
  isUsed: boolean;
}

function UseChat({ slug, id, isUsed }: UseProps): ReactNode {
  const { t } = useWords();
  const use = useModel({ upstream: slug, model: id });
  if (isUsed) return <Tag isAccent>{t('servers.models.active')}</Tag>;
  return (
    <UnstyledButton
      className={classes.action}
      aria-label={t('servers.models.use', { model: id })}
      disabled={use.isPending}
      onClick={use.run}
    >
      {t('servers.use')}
    </UnstyledButton>
  );
}

/** The first choice is free; a change is asked about, as on Home. */
function UseEmbedding({ slug, id, isUsed }: UseProps): ReactNode {
  const { t } = useWords();
  const { embedding, choose } = useEmbedding();
  const [isAsking, setAsking] = useState(false);
  const use = (): void => choose.run({ upstream: slug, model: id });
  if (isUsed) return <Tag isAccent>{t('serverPage.embeddingNow')}</Tag>;
  return (
    <>
      <UnstyledButton
        className={classes.action}
        aria-label={t('serverPage.useEmbedding', { model: id })}
        disabled={choose.isPending}
        onClick={() => (embedding === null ? use() : setAsking(true))}
      >
        {t('servers.use')}
      </UnstyledButton>
      {embedding !== null && (
        <ConfirmEmbedding
          isOpen={isAsking}
          from={embedding.model}
          to={id}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            use();
          }}
        />
      )}
    </>
  );
}
