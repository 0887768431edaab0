import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState, useServers } from '../../app-state.ts';
import { takeMarked } from '../../components/model-select.tsx';
import { useModelPicker } from '../../components/use-model-picker.ts';
import { parseQualifiedId } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import type { StepContent } from './which-step.tsx';

const asChosen = 'chosen';
const none = 'none';

/** The models that are never switched silently. */
export function PinnedModels({ draft, onChange }: Pick<StepContent, 'draft' | 'onChange'>): ReactNode {
  const { embedding } = useAppState();
  const { t } = useWords();
  const home = t('dbgptPage.embedding.chosen', { model: embedding?.model ?? t('home.embedding.none') });
  return (
    <>
      <PinnedSelect
        label={t('dbgptPage.embedding')}
        hint={t('home.embedding.warning')}
        type="embedding"
        first={[
          { value: asChosen, label: home },
          { value: none, label: t('dbgptPage.none') },
        ]}
        value={draft.embedding === undefined ? asChosen : (draft.embedding ?? none)}
        onChange={(next) =>
          onChange({ embedding: next === asChosen ? undefined : next === none ? null : next })
        }
      />
      <PinnedSelect
        label={t('dbgptPage.rerank')}
        hint={t('dbgptPage.rerank.hint')}
        type="rerank"
        first={[{ value: none, label: t('dbgptPage.none') }]}
        value={draft.rerank ?? none}
        onChange={(next) => onChange({ rerank: next === none ? null : next })}
      />
    </>
  );
}

interface PinnedSelectProps {
  label: string;
  hint: string;
  type: 'embedding' | 'rerank';
  first: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

function PinnedSelect({ label, hint, type, first, value, onChange }: PinnedSelectProps): ReactNode {
  const { t } = useWords();
  const { groups, list } = useModelPicker({
    upstreams: useServers(),
    types: [type],
    chosen: [value],
    shown: [first.find((one) => one.value === value)?.label ?? parseQualifiedId(value).model, value],
    nothingFound: t('serverPage.filter.none'),
  });
  const listed = [...first, ...groups.flatMap(({ items }) => items)].some((one) => one.value === value);
  return (
    <Select
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[...first, ...(listed ? [] : [{ value, label: value }]), ...groups]}
      {...list}
      searchable
      selectFirstOptionOnChange
      value={value}
      onChange={(next) => onChange(next ?? none)}
      onKeyDownCapture={takeMarked}
      allowDeselect={false}
    />
  );
}
