/**
 * What every picker of models has in common: the state's models at once, the core's where the state's lists are cut,
 * and a list that draws only what can be read.
 */
import type { OptionsFilter } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ModelInfo, ModelType } from '../../shared/model.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { narrowed } from '../choice-list.ts';
import type { ModelGroup } from '../model-options.ts';
import { modelGroups, modelsByValue } from '../model-options.ts';
import { questionOf } from '../model-search.ts';
import type { ModelAnswer } from '../model-search.ts';
import { useModelSearch } from '../use-model-search.ts';
import type { Words } from '../words.ts';
import { useWords } from '../words.ts';
import classes from './use-model-picker.module.css';

interface PickerOptions {
  upstreams: readonly UpstreamState[];
  types: readonly ModelType[];
  /** Qualified ids; what is in them and none is left alone. */
  chosen: readonly string[];
  /** What a Select says while nothing is typed: what is chosen. */
  shown?: readonly string[];
  nothingFound: string;
}

export interface ModelPicker {
  /** For `data`. */
  groups: ModelGroup[];
  models: ReadonlyMap<string, ModelInfo>;
  /** One was chosen, and the list is about to close: nothing more is asked. */
  rest: () => void;
  /** For Mantine's Select or MultiSelect, which is `searchable`. */
  list: {
    filter: OptionsFilter;
    nothingFoundMessage: string;
    classNames: { group: string; groupLabel: string };
    onSearchChange: (text: string) => void;
    onDropdownOpen: () => void;
    onDropdownClose: () => void;
  };
}

export function useModelPicker(options: PickerOptions): ModelPicker {
  const { upstreams, chosen, shown = [], nothingFound } = options;
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const typed = shown.includes(text) ? '' : text;
  const answer = useModelSearch(isOpen ? questionOf(typed, options.types, upstreams) : null);
  const types = options.types.join(' ');
  const values = chosen.join('\n');
  const groups = useMemo(
    () =>
      modelGroups(upstreams, types.split(' ') as ModelType[], {
        found: answer.models,
        chosen: values.split('\n'),
      }),
    [upstreams, types, answer.models, values],
  );
  const models = useMemo(() => modelsByValue(groups), [groups]);
  const filter: OptionsFilter = ({ options: all, search }) => {
    const { options: drawn, models: count, left } = narrowed(all, search, chosen);
    const line = drawn.length === 0 ? null : lastLine(answer, left, count, words);
    return line === null ? drawn : [...drawn, { group: line, items: [] }];
  };
  useLateMark(typed !== '' && answer.phase === 'found' ? answer.models : null);
  return {
    groups,
    models,
    rest: () => setOpen(false),
    list: {
      filter,
      nothingFoundMessage: pendingLine(answer, words) ?? nothingFound,
      classNames: { group: classes.group ?? '', groupLabel: classes.label ?? '' },
      onSearchChange: setText,
      onDropdownOpen: () => setOpen(true),
      onDropdownClose: () => setOpen(false),
    },
  };
}

/** Below the drawn choices: why they are not all. */
function lastLine(answer: ModelAnswer, left: number, models: number, words: Words): string | null {
  if (answer.phase === 'failed') return pendingLine(answer, words);
  const more = Math.max(left, (answer.count ?? 0) - models);
  return more > 0 ? words.t('models.more', { count: more }) : null;
}

/** In the place of the choices, where there are none. */
export function pendingLine({ phase, failure }: ModelAnswer, { t, explain }: Words): string | null {
  if (phase === 'asking') return t('models.asking');
  return failure === null ? null : t('models.failed', { reason: explain(failure) });
}

/**
 * Mantine marks the first option as the text changes. Where none was there then, the first one that comes later is
 * marked by the key that would do it, so that Mantine knows of it; else Enter would do nothing.
 */
function useLateMark(found: object | null): void {
  useEffect(() => {
    const field = document.activeElement;
    const list = document.getElementById(field?.getAttribute('aria-controls') ?? '');
    if (found === null || list === null || list.querySelector('[data-combobox-selected]') !== null) return;
    field?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }),
    );
  }, [found]);
}
