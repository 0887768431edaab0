import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { contextSide } from '../../components/context-side.tsx';
import { ModelOption } from '../../components/model-option.tsx';
import { modelGroups, modelsByValue } from '../../model-options.ts';
import { useWords } from '../../words.ts';

interface ExportModelProps {
  /** `active` or a qualified id. */
  value: string;
  onChange: (value: string) => void;
}

/** `active`, which can be switched later, or one model for good. */
export function ExportModel({ value, onChange }: ExportModelProps): ReactNode {
  const { upstreams, active } = useAppState();
  const { t } = useWords();
  const pinned = modelGroups(
    upstreams.filter(({ kind }) => kind !== 'demo'),
    'chat',
  );
  const models = modelsByValue(pinned);
  const activeInfo = active?.isDemo === false ? (active.info ?? undefined) : undefined;
  const infoOf = (choice: string) => (choice === 'active' ? activeInfo : models.get(choice));
  return (
    <Select
      label={t('dbgpt.model')}
      description={t(value === 'active' ? 'dbgpt.model.active.hint' : 'dbgpt.model.pinned.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[{ value: 'active', label: t('dbgpt.model.active') }, ...pinned]}
      value={value}
      onChange={(next) => onChange(next ?? 'active')}
      renderOption={({ option, checked }) => (
        <ModelOption label={option.label} model={infoOf(option.value)} isChosen={checked === true} />
      )}
      {...contextSide(infoOf(value))}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('home.active.nothing')}
    />
  );
}
