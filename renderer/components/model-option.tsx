import { Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ModelInfo } from '../../shared/model.ts';
import { ContextTag } from './context-tag.tsx';
import { LocationBadge } from './location-badge.tsx';

interface ModelOptionProps {
  label: string;
  /** Undefined for an entry that is no listed model. */
  model: ModelInfo | undefined;
  isChosen: boolean;
}

/** A model in a list to choose from: its name, its context, and where it runs unless that is this machine. */
export function ModelOption({ label, model, isChosen }: ModelOptionProps): ReactNode {
  return (
    <Group gap="xs" justify="space-between" flex={1}>
      <span>{label}</span>
      <Group gap="xs">
        {model !== undefined && <ContextTag model={model} />}
        {model !== undefined && model.location !== 'this-machine' && (
          <LocationBadge location={model.location} />
        )}
        {isChosen && <IconCheck size={15} />}
      </Group>
    </Group>
  );
}
