import { Combobox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelInfo } from '../../shared/model.ts';
import { ContextTag } from './context-tag.tsx';
import classes from './context-side.module.css';

interface SideProps {
  rightSection?: ReactNode;
  rightSectionWidth?: number;
  rightSectionPointerEvents?: 'none';
}

/** The context of the chosen model, inside the field that it is chosen in; nothing where it is not known. */
export function contextSide(model: ModelInfo | undefined): SideProps {
  if (model === undefined) return {};
  const { loaded, trained } = model.context;
  if (loaded === null && trained === null) return {};
  return {
    rightSection: (
      <span className={classes.side}>
        <ContextTag model={model} />
        <Combobox.Chevron size="sm" />
      </span>
    ),
    rightSectionWidth: loaded === null ? 128 : 92,
    rightSectionPointerEvents: 'none',
  };
}
