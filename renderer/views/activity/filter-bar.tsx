import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { RequestRow } from '../../../shared/app-state.ts';
import { useWords } from '../../words.ts';
import classes from './activity.module.css';
import type { RequestFilter } from './filter.ts';
import { choicesOf, isFiltering, noFilter, outcomes } from './filter.ts';

interface FilterBarProps {
  rows: readonly RequestRow[];
  filter: RequestFilter;
  onChange: (filter: RequestFilter) => void;
}

/** Search, and one choice for each thing that requests differ in. */
export function FilterBar({ rows, filter, onChange }: FilterBarProps): ReactNode {
  const { t } = useWords();
  const choices = useMemo(() => choicesOf(rows), [rows]);
  const choose =
    (name: keyof RequestFilter) =>
    (value: string): void =>
      onChange({ ...filter, [name]: value });
  const plain = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }));
  return (
    <div className={classes.filters} role="search">
      <TextInput
        size="xs"
        className={classes.search}
        type="search"
        aria-label={t('activity.search')}
        placeholder={t('activity.search')}
        leftSection={<IconSearch size={14} />}
        value={filter.search}
        onChange={(event) => choose('search')(event.currentTarget.value)}
      />
      <Choice
        name={t('activity.filter.status')}
        value={filter.status}
        options={outcomes.map((value) => ({ value, label: t(`activity.outcome.${value}`) }))}
        onChange={choose('status')}
      />
      <Choice
        name={t('activity.filter.server')}
        value={filter.server}
        options={plain(choices.server)}
        onChange={choose('server')}
      />
      <Choice
        name={t('activity.filter.location')}
        value={filter.location}
        options={choices.location.map((value) => ({ value, label: t(`location.${value}`) }))}
        onChange={choose('location')}
      />
      <Choice
        name={t('activity.filter.client')}
        value={filter.client}
        options={plain(choices.client)}
        onChange={choose('client')}
      />
      <Choice
        name={t('activity.filter.model')}
        value={filter.model}
        options={plain(choices.model)}
        onChange={choose('model')}
      />
      {isFiltering(filter) && (
        <Button size="xs" variant="subtle" onClick={() => onChange(noFilter)}>
          {t('activity.filter.clear')}
        </Button>
      )}
    </div>
  );
}

interface Option {
  value: string;
  label: string;
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

/** What was chosen stays in the list when the last of its requests has gone. */
function Choice({ name, value, options, onChange }: ChoiceProps): ReactNode {
  const { t } = useWords();
  const isGone = value !== '' && !options.some((one) => one.value === value);
  const all = [
    { value: '', label: t('activity.filter.any', { name }) },
    ...options,
    ...(isGone ? [{ value, label: value }] : []),
  ];
  return (
    <NativeSelect
      size="xs"
      className={classes.choice}
      aria-label={name}
      value={value}
      data={all}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
