import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import { CandidatePart } from './candidate-part.tsx';
import { changePool, groupList, removePool } from './draft-moves.ts';
import { useEditing } from './editor-context.ts';
import classes from './editor.module.css';
import { groupName, strategyNames } from './names.ts';
import { emptyCandidate } from './route-draft.ts';
import type { DraftPool } from './route-draft.ts';
import { SortableItem, SortableList } from './sortable.tsx';

const maxCandidates = 100;

/** One group: its name, how it shares the load, and its models. */
export function GroupPart({ pool, index }: { pool: DraftPool; index: number }): ReactNode {
  const { t } = useWords();
  const { draft, edit, move, problemAt, ids } = useEditing();
  const shown = groupName(pool.name, index, t);
  const name = t('routes.group.called', { name: shown });
  const change = (part: Partial<DraftPool>): void =>
    edit((now) => changePool(now, pool.id, (before) => ({ ...before, ...part })));
  const missing = problemAt(`pools.${index}.candidates`);
  return (
    <SortableItem
      id={pool.id}
      index={index}
      count={draft.pools.length}
      name={name}
      className={classes.part}
      onMove={(to) =>
        move({ type: 'group', from: { list: groupList, index }, to: { list: groupList, index: to } }, name)
      }
    >
      {(handle, buttons) => (
        <section aria-label={name}>
          <div className={classes.partHead}>
            {handle}
            <TextInput
              className={classes.grow}
              aria-label={t('routes.group.name')}
              placeholder={t('routes.group.numbered', { number: index + 1 })}
              value={pool.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={problemAt(`pools.${index}.name`)}
              maxLength={40}
              autoComplete="off"
            />
            {buttons}
            <ActionIcon
              size="md"
              aria-label={t('routes.group.remove', { name: shown })}
              onClick={() => edit((now) => removePool(now, pool.id))}
            >
              <IconTrash size={16} stroke={1.7} />
            </ActionIcon>
          </div>
          <div className={classes.inner}>
            <StrategyChoice pool={pool} onChange={change} />
            <SortableList id={pool.id} type="candidate" label={t('routes.candidates.of', { group: shown })}>
              {pool.candidates.map((candidate, at) => (
                <CandidatePart
                  key={candidate.id}
                  candidate={candidate}
                  pool={pool}
                  field={`pools.${index}.candidates.${at}`}
                  index={at}
                />
              ))}
            </SortableList>
            {missing !== undefined && <p className={classes.problem}>{missing}</p>}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              aria-label={t('routes.candidate.add.to', { group: shown })}
              disabled={pool.candidates.length >= maxCandidates}
              onClick={() => change({ candidates: [...pool.candidates, emptyCandidate(ids)] })}
            >
              {t('routes.candidate.add')}
            </Button>
          </div>
        </section>
      )}
    </SortableItem>
  );
}

interface StrategyChoiceProps {
  pool: DraftPool;
  onChange: (part: Partial<DraftPool>) => void;
}

function StrategyChoice({ pool, onChange }: StrategyChoiceProps): ReactNode {
  const { t } = useWords();
  return (
    <Select
      label={t('routes.strategy')}
      description={t(`routes.strategyHint.${pool.strategy}`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={strategyNames.map((value) => ({ value, label: t(`routes.strategy.${value}`) }))}
      value={pool.strategy}
      onChange={(value) =>
        onChange({ strategy: strategyNames.find((one) => one === value) ?? pool.strategy })
      }
      allowDeselect={false}
    />
  );
}
