import { MultiSelect, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { contextSide } from '../../components/context-side.tsx';
import { ModelOption } from '../../components/model-option.tsx';
import { takeMarked } from '../../components/model-select.tsx';
import { useWords } from '../../words.ts';
import { takesSeveral } from './draft.ts';
import { useExportChoices } from './use-export-choices.ts';
import type { StepContent } from './which-step.tsx';

type Content = Pick<StepContent, 'draft' | 'onChange'>;

/** `active`, other aliases, or models for good; one or several, as this DB-GPT takes them. */
export function ChatModels({ draft, onChange }: Content): ReactNode {
  return draft.for !== null && takesSeveral(draft.for) ? (
    <SeveralModels draft={draft} onChange={onChange} />
  ) : (
    <OneModel draft={draft} onChange={onChange} />
  );
}

function OneModel({ draft, onChange }: Content): ReactNode {
  const { t } = useWords();
  const value = draft.models[0] ?? 'active';
  const { groups, list, isAlias, modelOf } = useExportChoices([value]);
  return (
    <Select
      label={t('dbgpt.model')}
      description={t(isAlias(value) ? 'dbgpt.model.active.hint' : 'dbgpt.model.pinned.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={groups}
      {...list}
      value={value}
      onChange={(next) => onChange({ models: [next ?? 'active'] })}
      onKeyDownCapture={takeMarked}
      renderOption={({ option, checked }) => (
        <ModelOption label={option.label} model={modelOf(option.value)} isChosen={checked === true} />
      )}
      {...contextSide(modelOf(value))}
      allowDeselect={false}
      searchable
    />
  );
}

function SeveralModels({ draft, onChange }: Content): ReactNode {
  const { t } = useWords();
  const { groups, list, isAlias, labelOf, modelOf } = useExportChoices(draft.models);
  const { models, defaultModel } = draft;
  return (
    <>
      <MultiSelect
        label={t('dbgptPage.models.several')}
        description={t(models.every(isAlias) ? 'dbgpt.model.active.hint' : 'dbgpt.model.pinned.hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        data={groups}
        {...list}
        value={[...models]}
        onChange={(next) => onChange({ models: next })}
        onKeyDownCapture={takeMarked}
        renderOption={({ option, checked }) => (
          <ModelOption label={option.label} model={modelOf(option.value)} isChosen={checked === true} />
        )}
        error={models.length === 0 ? t('dbgptPage.models.empty') : null}
        searchable
        clearable={false}
        maxDropdownHeight={300}
      />
      {models.length > 1 && (
        <Select
          label={t('dbgptPage.models.default')}
          data={models.map((value) => ({ value, label: labelOf(value) }))}
          value={defaultModel ?? models[0] ?? null}
          onChange={(next) => onChange({ defaultModel: next })}
          allowDeselect={false}
        />
      )}
    </>
  );
}
