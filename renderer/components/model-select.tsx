import { Group, Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../shared/upstream.ts';
import { modelsInState } from '../../shared/app-state.ts';
import type { Location } from '../../shared/location.ts';
import type { ModelRef, ModelType } from '../../shared/model.ts';
import { isListCut, modelGroups, parseQualifiedId } from '../model-options.ts';
import { useWords } from '../words.ts';
import { LocationBadge } from './location-badge.tsx';

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
}

/** One model of all servers, by typing or by arrow keys, grouped by server. */
export function ModelSelect(props: ModelSelectProps): ReactNode {
  const { t } = useWords();
  const groups = modelGroups(props.upstreams, props.type);
  const isListed = groups.some(({ items }) => items.some(({ value }) => value === props.value));
  const missing =
    props.value === null || isListed
      ? []
      : [{ value: props.value, label: props.fallbackLabel ?? props.value, disabled: true }];
  const locations = new Map(groups.flatMap(({ items }) => items.map((item) => [item.value, item.location])));
  const pick = (value: string | null): void => {
    if (value !== null && value !== props.value) props.onPick(parseQualifiedId(value));
  };
  return (
    <Select
      {...(props.showsLabel === true ? { label: props.label } : { 'aria-label': props.label })}
      data={[...missing, ...groups]}
      value={props.value}
      onChange={pick}
      searchable
      renderOption={({ option, checked }) => (
        <Option label={option.label} location={locations.get(option.value)} isChosen={checked === true} />
      )}
      allowDeselect={false}
      selectFirstOptionOnChange
      disabled={props.isDisabled ?? false}
      placeholder={props.placeholder ?? t('home.active.search')}
      nothingFoundMessage={props.nothingFound}
      description={
        props.type === 'chat' && isListCut(props.upstreams)
          ? t('home.active.cut', { count: modelsInState(props.upstreams.length) })
          : undefined
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}

interface OptionProps {
  label: string;
  location: Location | undefined;
  isChosen: boolean;
}

/** A model's name, and where it runs unless that is this machine. */
function Option({ label, location, isChosen }: OptionProps): ReactNode {
  const isFar = location !== undefined && location !== 'this-machine';
  return (
    <Group gap="xs" justify="space-between" flex={1}>
      <span>{label}</span>
      <Group gap="xs">
        {isFar && <LocationBadge location={location} />}
        {isChosen && <IconCheck size={15} />}
      </Group>
    </Group>
  );
}
