import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { modelGroups } from '../../model-options.ts';
import { useWords } from '../../words.ts';

interface ExportModelProps {
  /** `active` or a qualified id. */
  value: string;
  onChange: (value: string) => void;
}

/** `active`, which can be switched later, or one model for good. */
export function ExportModel({ value, onChange }: ExportModelProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const pinned = modelGroups(
    upstreams.filter(({ kind }) => kind !== 'demo'),
    'chat',
  );
  return (
    <Select
      label={t('dbgpt.model')}
      description={t(value === 'active' ? 'dbgpt.model.active.hint' : 'dbgpt.model.pinned.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[{ value: 'active', label: t('dbgpt.model.active') }, ...pinned]}
      value={value}
      onChange={(next) => onChange(next ?? 'active')}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('home.active.nothing')}
    />
  );
}
