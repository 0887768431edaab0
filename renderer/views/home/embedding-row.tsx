import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { locksFor } from '../../../shared/locks.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { hasModels } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import { ConfirmEmbedding } from './confirm-embedding.tsx';
import classes from './embedding-row.module.css';
import { useEmbedding } from './use-embedding.ts';

interface Wish {
  target: ModelRef | null;
}

/** The one embedding model. Its first choice is free; a change is asked about, for it costs knowledge bases. */
export function EmbeddingRow(): ReactNode {
  const { upstreams, settings } = useAppState();
  const { embedding, choose } = useEmbedding();
  const { t } = useWords();
  const [wish, setWish] = useState<Wish | null>(null);
  const hasAny = hasModels(upstreams, 'embedding') || embedding !== null;
  return (
    <div className={classes.row}>
      <ModelSelect
        label={t('home.embedding')}
        placeholder={t(hasAny ? 'home.embedding.none' : 'home.embedding.nothing')}
        upstreams={upstreams}
        type="embedding"
        locks={locksFor(settings, 'embedding')}
        value={embedding === null ? null : qualifiedId(embedding)}
        fallbackLabel={embedding?.model ?? ''}
        nothingFound={t('home.embedding.nothing')}
        isDisabled={!hasAny || choose.isPending}
        onPick={(target) => (embedding === null ? choose.run(target) : setWish({ target }))}
      />
      <Text size="sm" c="dimmed">
        {t('home.embedding.warning')}
      </Text>
      {embedding !== null && (
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="default"
            disabled={choose.isPending}
            onClick={() => setWish({ target: null })}
          >
            {t('home.embedding.clear')}
          </Button>
        </Group>
      )}
      <ConfirmEmbedding
        isOpen={wish !== null}
        from={embedding?.model ?? t('home.embedding.none')}
        to={wish?.target?.model ?? t('home.embedding.none')}
        onClose={() => setWish(null)}
        onConfirm={() => {
          if (wish !== null) choose.run(wish.target);
          setWish(null);
        }}
      />
    </div>
  );
}
