import { Select } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import type { UpstreamState } from '../../shared/upstream.ts';
import { modelsInState } from '../../shared/app-state.ts';
import type { ModelRef, ModelType } from '../../shared/model.ts';
import { isListCut, modelGroups, modelsByValue, parseQualifiedId } from '../model-options.ts';
import { useWords } from '../words.ts';
import { contextSide } from './context-side.tsx';
import { ModelOption } from './model-option.tsx';

interface ModelSelectProps {
  label: string;
  /** False: the label is for screen readers, because a title above says the same. */
  showsLabel?: boolean;
  upstreams: readonly UpstreamState[];
  type: ModelType;
  /** A qualified id. */
  value: string | null;
  onPick: (target: ModelRef) => void;
  /** Where the present model is not listed: what to call it. */
  fallbackLabel?: string;
  placeholder?: string;
  nothingFound: string;
  isDisabled?: boolean;
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
  const groups = modelGroups(props.upstreams, props.type);
  const models = modelsByValue(groups);
  const chosen = props.value === null ? undefined : models.get(props.value);
  const missing =
    props.value === null || chosen !== undefined
      ? []
      : [{ value: props.value, label: props.fallbackLabel ?? props.value, disabled: true }];
  const pick = (value: string | null): void => {
    if (value !== null && value !== props.value) props.onPick(parseQualifiedId(value));
  };
  return (
    <Select
      {...(props.showsLabel === true ? { label: props.label } : { 'aria-label': props.label })}
      data={[...missing, ...groups]}
      value={props.value}
      onChange={pick}
      onKeyDownCapture={takeMarked}
      searchable
      renderOption={({ option, checked }) => (
        <ModelOption label={option.label} model={models.get(option.value)} isChosen={checked === true} />
      )}
      {...contextSide(chosen)}
      allowDeselect={false}
      selectFirstOptionOnChange
      disabled={props.isDisabled ?? false}
      placeholder={props.placeholder ?? t('home.active.search')}
      nothingFoundMessage={props.nothingFound}
      error={props.error}
      description={
        props.type === 'chat' && isListCut(props.upstreams)
          ? t('home.active.cut', { count: modelsInState(props.upstreams.length) })
          : undefined
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}
