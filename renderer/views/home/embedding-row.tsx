import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ModelRef } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { modelGroups } from '../../model-options.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './embedding-row.module.css';

interface Wish {
  target: ModelRef | null;
}

/** The one embedding model. Its first choice is free; a change is asked about, for it costs knowledge bases. */
export function EmbeddingRow(): ReactNode {
  const { embedding, upstreams } = useAppState();
  const { t } = useWords();
  const [wish, setWish] = useState<Wish | null>(null);
  const choose = useAction(
    (target: ModelRef | null) => bridge.call('setAlias', { alias: 'embedding', target }),
    {
      onDone: (state) => {
        const model = state.embedding?.model;
        tellDone(model === undefined ? t('home.embedding.cleared') : t('home.embedding.changed', { model }));
      },
    },
  );
  const hasAny = modelGroups(upstreams, 'embedding').length > 0 || embedding !== null;
  return (
    <div className={classes.row}>
      <ModelSelect
        label={t('home.embedding')}
        placeholder={t(hasAny ? 'home.embedding.none' : 'home.embedding.nothing')}
        upstreams={upstreams}
        type="embedding"
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
      <ConfirmChange
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

interface ConfirmProps {
  isOpen: boolean;
  from: string;
  to: string;
  onClose: () => void;
  onConfirm: () => void;
}

function ConfirmChange({ isOpen, from, to, onClose, onConfirm }: ConfirmProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('home.embedding.confirm.title')}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Text fw={560} mb="xs">
        {from} → {to}
      </Text>
      <Text>{t('home.embedding.warning')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('window.cancel')}
        </Button>
        <Button color="red" onClick={onConfirm}>
          {t('home.embedding.confirm.do')}
        </Button>
      </Group>
    </Modal>
  );
}
