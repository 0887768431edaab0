import { Loader, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { filterModels } from './model-facts.ts';
import { ModelsTable } from './models-table.tsx';
import classes from './server.module.css';
import { useDetails } from './use-details.ts';

/** From here on a list is long enough to be searched. */
const filterFrom = 8;

interface ModelsSectionProps {
  server: UpstreamState;
  onCheck: (model: string) => void;
}

/** Everything that a server serves. */
export function ModelsSection({ server, onCheck }: ModelsSectionProps): ReactNode {
  const { t, explain } = useWords();
  const { models, isPending, failure } = useDetails(server);
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => filterModels(models, wanted), [models, wanted]);
  return (
    <Section title={t('serverPage.models')}>
      <div className={classes.models}>
        {failure !== null && (
          <div className={classes.failure}>
            <Note level="warning">
              {explain(failure)} {models.length > 0 && t('serverPage.models.fromBefore')}
            </Note>
          </div>
        )}
        {models.length >= filterFrom && (
          <TextInput
            className={classes.filter}
            aria-label={t('serverPage.filter')}
            placeholder={t('serverPage.filter')}
            leftSection={<IconSearch size={15} />}
            rightSection={<span className={classes.quiet}>{countText(shown.length, models.length)}</span>}
            rightSectionWidth={80}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            spellCheck={false}
          />
        )}
        <VisuallyHidden role="status">
          {wanted !== '' && t('serverPage.filter.shown', { shown: shown.length, count: models.length })}
        </VisuallyHidden>
        {models.length > 0 && shown.length > 0 && (
          <ModelsTable server={server} models={shown} onCheck={onCheck} />
        )}
        {models.length > 0 && shown.length === 0 && (
          <p className={classes.empty}>{t('serverPage.filter.none')}</p>
        )}
        {models.length === 0 && (
          <p className={classes.empty}>{isPending ? <Waiting /> : t('health.detail.noModels')}</p>
        )}
      </div>
    </Section>
  );
}

function countText(shown: number, count: number): string {
  return shown === count ? String(count) : `${shown} / ${count}`;
}

function Waiting(): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Loader size={12} color="gray" /> {t('serverPage.models.waiting')}
    </>
  );
}
