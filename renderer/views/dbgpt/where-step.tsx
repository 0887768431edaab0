import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { exportVariants, wslNetworks } from '../../../shared/export-kinds.ts';
import { bridge } from '../../bridge.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Cards } from './cards.tsx';
import classes from './connect.module.css';
import { placesFor } from './draft.ts';
import { FileChoice } from './file-choice.tsx';
import { FolderField } from './folder-field.tsx';
import type { StepContent } from './which-step.tsx';

/** Where DB-GPT runs, and where its configuration goes. A folder is looked at before the step ends. */
export function WhereStep({ draft, onChange, onDone }: StepContent): ReactNode {
  const { t, explain } = useWords();
  const [isEmpty, setEmpty] = useState(false);
  const look = useAction((folder: string) => bridge.call('lookAtDbgpt', { folder }), {
    showsFailure: true,
    onDone: ({ folder: full, version, isWsl }) => {
      const variant = isWsl && draft.variant === 'local' ? 'wsl' : draft.variant;
      onChange({ folder: full, file: draft.file, version, variant });
      onDone();
    },
  });
  const folder = draft.folder.trim();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (draft.place !== 'folder') onDone();
    else if (folder === '') setEmpty(true);
    else look.run(folder);
  };
  const failure = look.failure === null ? null : explain(look.failure);
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Cards
        label={t('dbgptPage.where')}
        showsLabel={false}
        value={draft.variant}
        options={exportVariants.map((value) => ({
          value,
          label: t(`dbgptPage.variant.${value}`),
          text: t(`dbgptPage.variant.${value}.text`),
        }))}
        onChange={(variant) => onChange({ variant })}
      />
      {draft.variant === 'wsl' && <WslNetworkChoice draft={draft} onChange={onChange} />}
      <Cards
        label={t('dbgptPage.place')}
        value={draft.place}
        options={placesFor(draft).map((value) => ({
          value,
          label: t(`dbgptPage.place.${value}`),
          text: t(`dbgptPage.place.${value}.text`),
        }))}
        onChange={(place) => onChange({ place })}
      />
      {draft.place === 'folder' && (
        <>
          <FolderField
            label={t('dbgptPage.folder')}
            hint={t('dbgptPage.folder.hint')}
            value={draft.folder}
            error={isEmpty ? t('dbgptPage.folder.empty') : failure}
            onChange={(next) => {
              setEmpty(false);
              look.clear();
              onChange({ folder: next });
            }}
          />
          <FileChoice draft={draft} onChange={onChange} />
        </>
      )}
      <div className={classes.end}>
        <Button type="submit" loading={look.isPending}>
          {t('window.continue')}
        </Button>
      </div>
    </form>
  );
}

function WslNetworkChoice({ draft, onChange }: Pick<StepContent, 'draft' | 'onChange'>): ReactNode {
  const { t } = useWords();
  return (
    <Select
      label={t('dbgptPage.wsl')}
      value={draft.wsl ?? 'auto'}
      data={(['auto', ...wslNetworks] as const).map((value) => ({
        value,
        label: t(`dbgptPage.wsl.${value}`),
      }))}
      onChange={(next) => onChange({ wsl: wslNetworks.find((one) => one === next) ?? null })}
      allowDeselect={false}
    />
  );
}
