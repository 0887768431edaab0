import { Select } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import type { UpstreamState } from '../../shared/upstream.ts';
import type { Locks } from '../../shared/locks.ts';
import { lockAgainst } from '../../shared/locks.ts';
import type { ModelInfo, ModelRef, ModelType } from '../../shared/model.ts';
import type { ModelGroup } from '../model-options.ts';
import { isListCut, parseQualifiedId } from '../model-options.ts';
import { useWords } from '../words.ts';
import { contextSide } from './context-side.tsx';
import { ModelOption } from './model-option.tsx';
import { useModelPicker } from './use-model-picker.ts';

interface ModelSelectProps {
  label: string;
  /** False: the label is for screen readers, because a title above says the same. */
  showsLabel?: boolean;
  upstreams: readonly UpstreamState[];
  type: ModelType | readonly ModelType[];
  /** A qualified id. */
  value: string | null;
  onPick: (target: ModelRef) => void;
  /** Where the present model is not listed: what to call it. */
  fallbackLabel?: string;
  placeholder?: string;
  nothingFound: string;
  isDisabled?: boolean;
  /** Those that hold where the choice is used: what they keep out is shown and cannot be chosen. */
  locks?: Locks;
  /** What is wrong with the choice. */
  error?: string | undefined;
}

/**
 * Enter takes the option that is marked. Mantine remembers it by a number beside, which a timer of its opening
 * can set back to "none" while the mark still shows; Enter then did nothing.
 */
export function takeMarked(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  // Named only while the list is open.
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  const marked = list?.querySelector<HTMLElement>('[data-combobox-selected]');
  if (marked === null || marked === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  marked.click();
}

/** One model of all servers, by typing or by arrow keys, grouped by server, each with its context. */
export function ModelSelect(props: ModelSelectProps): ReactNode {
  const { t } = useWords();
  const { upstreams, value } = props;
  const picker = useModelPicker({
    upstreams,
    types: [props.type].flat(),
    chosen: value === null ? [] : [value],
    shown: [labelOf(props)],
    nothingFound: props.nothingFound,
  });
  const { groups, models, list, rest } = picker;
  const isListed = value === null || groups.some(({ items }) => items.some((item) => item.value === value));
  const missing = isListed ? [] : [{ value, label: labelOf(props), disabled: true }];
  const pick = (next: string | null): void => {
    rest();
    if (next !== null && next !== value) props.onPick(parseQualifiedId(next));
  };
  return (
    <Select
      {...(props.showsLabel === true ? { label: props.label } : { 'aria-label': props.label })}
      data={[...missing, ...groups.map((group) => withLocks(group, props.locks))]}
      {...list}
      value={value}
      onChange={pick}
      onKeyDownCapture={takeMarked}
      searchable
      renderOption={({ option, checked }) => (
        <ModelOption
          label={option.label}
          model={models.get(option.value)}
          lock={lockOn(models.get(option.value), props.locks)}
          isChosen={checked === true}
        />
      )}
      {...contextSide(value === null ? undefined : models.get(value))}
      allowDeselect={false}
      selectFirstOptionOnChange
      disabled={props.isDisabled ?? false}
      placeholder={props.placeholder ?? t('home.active.search')}
      error={props.error}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}

/** A model of a known server by its id, as its option says it; else by what the caller calls it. */
function labelOf({ value, upstreams, fallbackLabel }: ModelSelectProps): string {
  if (value === null) return '';
  const { upstream, model } = parseQualifiedId(value);
  const server = upstreams.find(({ slug }) => slug === upstream);
  const isListed = server?.models.some(({ id }) => id === model) === true;
  return server !== undefined && (isListed || isListCut([server])) ? model : (fallbackLabel ?? value);
}

function withLocks(group: ModelGroup, locks: Locks | undefined): ModelGroup {
  if (locks === undefined) return group;
  const items = group.items.map((item) =>
    lockOn(item.model, locks) === null ? item : { ...item, disabled: true },
  );
  return { ...group, items };
}

function lockOn(model: ModelInfo | null | undefined, locks: Locks | undefined): keyof Locks | null {
  return locks === undefined || model === null || model === undefined
    ? null
    : lockAgainst(model.location, locks);
}
