import { Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Locks } from '../../shared/locks.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { ContextTag } from './context-tag.tsx';
import { useWords } from '../words.ts';
import { LocationBadge } from './location-badge.tsx';
import { Tag } from './tag.tsx';

interface ModelOptionProps {
  label: string;
  /** Undefined for an entry that is no listed model. */
  model: ModelInfo | undefined;
  /** What keeps requests from it; null: nothing. */
  lock?: keyof Locks | null;
  isChosen: boolean;
}

/** A model in a list to choose from: its name, its context, and where it runs unless that is this machine. */
export function ModelOption({ label, model, lock = null, isChosen }: ModelOptionProps): ReactNode {
  const { t } = useWords();
  return (
    <Group gap="xs" justify="space-between" flex={1}>
      <span>{label}</span>
      <Group gap="xs">
        {lock !== null && <Tag>{t(`lock.${lock}`)}</Tag>}
        {model !== undefined && <ContextTag model={model} />}
        {model !== undefined && model.location !== 'this-machine' && (
          <LocationBadge location={model.location} />
        )}
        {isChosen && <IconCheck size={15} />}
      </Group>
    </Group>
  );
}
