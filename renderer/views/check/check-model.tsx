import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { contextSide } from '../../components/context-side.tsx';
import { ModelOption } from '../../components/model-option.tsx';
import { useWords } from '../../words.ts';
import classes from './check.module.css';

interface CheckModelProps {
  server: UpstreamState;
  /** Null while none is known. */
  model: string | null;
  onPick: (model: string) => void;
}

/** Which model is asked: a choice where the server has several. */
export function CheckModel({ server, model, onPick }: CheckModelProps): ReactNode {
  const { t } = useWords();
  const models = server.models.filter(({ type }) => type === 'chat' || type === 'embedding');
  const ids = models.map(({ id }) => id);
  const listed = model === null || ids.includes(model) ? ids : [model, ...ids];
  if (listed.length < 2) {
    return (
      <div className={classes.subject}>
        {model !== null && <span className={classes.model}>{model}</span>}
        <span className={classes.quiet}>{server.name}</span>
      </div>
    );
  }
  return (
    <Select
      label={`${t('serverPage.model')} · ${server.name}`}
      data={listed}
      value={model}
      onChange={(id) => {
        if (id !== null) onPick(id);
      }}
      renderOption={({ option, checked }) => (
        <ModelOption
          label={option.label}
          model={models.find(({ id }) => id === option.value)}
          isChosen={checked === true}
        />
      )}
      {...contextSide(models.find(({ id }) => id === model))}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('serverPage.filter.none')}
    />
  );
}
