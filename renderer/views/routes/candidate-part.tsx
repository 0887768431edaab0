import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { qualifiedId } from '../../../shared/model.ts';
import { useServers } from '../../app-state.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { useWords } from '../../words.ts';
import { changeCandidate, removeCandidate } from './draft-moves.ts';
import { useEditing } from './editor-context.ts';
import classes from './editor.module.css';
import { weightedStrategies } from './route-draft.ts';
import type { DraftCandidate, DraftPool } from './route-draft.ts';
import { SortableItem } from './sortable.tsx';

interface CandidatePartProps {
  candidate: DraftCandidate;
  pool: DraftPool;
  /** Where its problems are said: `pools.0.candidates.1`. */
  field: string;
  index: number;
}

/** One model at one server, and its weight where the strategy goes by weight. */
export function CandidatePart({ candidate, pool, field, index }: CandidatePartProps): ReactNode {
  const { t } = useWords();
  const servers = useServers();
  const { upstreams, serves, edit, move, problemAt } = useEditing();
  const { id, ref, weight } = candidate;
  const name = ref === null ? t('routes.candidate.numbered', { number: index + 1 }) : qualifiedId(ref);
  return (
    <SortableItem
      id={id}
      index={index}
      count={pool.candidates.length}
      name={name}
      className={classes.candidate}
      onMove={(to) =>
        move({ type: 'candidate', from: { list: pool.id, index }, to: { list: pool.id, index: to } }, name)
      }
    >
      {(handle, buttons) => (
        <>
          {handle}
          <div className={classes.grow}>
            <ModelSelect
              label={t('routes.candidate.model', { number: index + 1 })}
              upstreams={servers}
              type={serves}
              value={ref === null ? null : qualifiedId(ref)}
              onPick={(target) => edit((now) => changeCandidate(now, pool.id, id, { ref: target }))}
              nothingFound={t('routes.candidate.nothing')}
              error={problemAt(`${field}.model`)}
            />
            {ref !== null && <div className={classes.quiet}>{serverName(ref.upstream, upstreams)}</div>}
          </div>
          {weightedStrategies.has(pool.strategy) && (
            <NumberInput
              className={classes.weight}
              aria-label={t('routes.weight.of', { name })}
              placeholder={t('routes.weight')}
              value={weight}
              onChange={(value) => edit((now) => changeCandidate(now, pool.id, id, { weight: value }))}
              error={problemAt(`${field}.weight`)}
              hideControls
              allowNegative={false}
              allowDecimal={false}
            />
          )}
          {buttons}
          <ActionIcon
            size="md"
            aria-label={t('routes.candidate.remove', { name })}
            onClick={() => edit((now) => removeCandidate(now, pool.id, id))}
          >
            <IconX size={16} stroke={1.7} />
          </ActionIcon>
        </>
      )}
    </SortableItem>
  );
}

function serverName(slug: string, upstreams: readonly { slug: string; name: string }[]): string {
  return upstreams.find((server) => server.slug === slug)?.name ?? slug;
}
