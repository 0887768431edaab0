import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import { takesSeveral } from './draft.ts';
import { nameOf } from './path-name.ts';
import type { StepContent } from './which-step.tsx';

const settledMs = 400;

/** The TOML files of DB-GPT's folder, where there is more than the usual one to choose from. */
export function FileChoice({ draft, onChange }: Pick<StepContent, 'draft' | 'onChange'>): ReactNode {
  const { t } = useWords();
  const [folder] = useDebouncedValue(draft.folder.trim(), settledMs);
  const isToml = draft.for !== null && takesSeveral(draft.for);
  const { result } = useCall('lookAtDbgpt', isToml && folder !== '' ? { folder } : null);
  const files = (result?.files ?? []).filter(({ kind }) => kind === 'toml');
  const [usual, ...others] = files;
  if (usual === undefined || others.length === 0) return null;
  const usualName = nameOf(usual.path);
  const name = usual.exists ? usualName : t('dbgptPage.file.new', { name: usualName });
  const data = [
    { value: '', label: t('dbgptPage.file.usual', { name }) },
    ...others.map(({ path }) => ({ value: path, label: nameOf(path) })),
  ];
  return (
    <Select
      label={t('dbgptPage.file')}
      description={t('dbgptPage.file.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={data}
      value={draft.file ?? ''}
      onChange={(path) => onChange({ file: path === null || path === '' ? null : path })}
      allowDeselect={false}
    />
  );
}
