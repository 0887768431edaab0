import { Button, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DbgptApiPlan, DbgptApiReport } from '../../../shared/dbgpt-api.ts';
import { useAppState, useServers } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Note } from '../../components/note.tsx';
import { useModelPicker } from '../../components/use-model-picker.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import type { ApiPlace } from './api-place.ts';
import { placeInput } from './api-place.ts';
import classes from './sync.module.css';

interface AddModelsProps {
  place: ApiPlace;
  onAdded: () => void;
}

/** The requests are shown before they can be sent. */
export function AddModels({ place, onAdded }: AddModelsProps): ReactNode {
  const { t, explain } = useWords();
  const [models, setModels] = useState<string[]>(['active']);
  const [plan, setPlan] = useState<DbgptApiPlan | null>(null);
  const [report, setReport] = useState<DbgptApiReport | null>(null);
  const input = { ...placeInput(place), variant: place.variant, models };
  const show = useAction(() => bridge.call('planDbgptModels', input), {
    showsFailure: true,
    onDone: (next) => {
      setPlan(next);
      setReport(null);
    },
  });
  const add = useAction((seen: string) => bridge.call('addDbgptModels', { ...input, seen }), {
    showsFailure: true,
    onDone: (done) => {
      setReport(done);
      setPlan(null);
      onAdded();
    },
  });
  const pick = (next: string[]): void => {
    setModels(next);
    setPlan(null);
    show.clear();
    add.clear();
  };
  const failure = show.failure ?? add.failure;
  return (
    <>
      <ModelsField value={models} onChange={pick} />
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={models.length === 0}
          loading={show.isPending}
          onClick={() => show.run()}
        >
          {t('sync.api.show')}
        </Button>
      </div>
      {failure !== null && (
        <Note level="error" isLive>
          {explain(failure)}
        </Note>
      )}
      {plan !== null && <Planned plan={plan} isSending={add.isPending} onSend={() => add.run(plan.seen)} />}
      {report !== null && <Report report={report} />}
    </>
  );
}

function ModelsField({
  value,
  onChange,
}: {
  value: string[];
  onChange: (value: string[]) => void;
}): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const { groups, list } = useModelPicker({
    upstreams: useServers(),
    types: ['chat'],
    chosen: value,
    nothingFound: t('home.active.nothing'),
  });
  const aliases = settings.routes
    .map(({ alias }) => alias)
    .filter((alias) => alias !== 'active' && alias !== 'embedding');
  const names = [
    { value: 'active', label: t('sync.api.models.active') },
    ...aliases.map((alias) => ({ value: alias, label: alias })),
  ];
  return (
    <MultiSelect
      label={t('sync.api.models')}
      description={t('sync.api.models.hint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[{ group: t('sync.api.models.names'), items: names }, ...groups]}
      {...list}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
      maxValues={20}
    />
  );
}

interface PlannedProps {
  plan: DbgptApiPlan;
  isSending: boolean;
  onSend: () => void;
}

function Planned({ plan, isSending, onSend }: PlannedProps): ReactNode {
  const { t, say } = useWords();
  if (plan.adds.length === 0)
    return (
      <Note level="success" isLive>
        {t('sync.api.nothing')}
      </Note>
    );
  const text = plan.calls
    .map(({ method, url, body }) => [`${method} ${url}`, ...(body === null ? [] : [body])].join('\n'))
    .join('\n\n');
  return (
    <>
      {plan.warnings.map((warning) => (
        <Note key={warning.key} level="warning">
          {say(warning)}
        </Note>
      ))}
      <CodeBlock label={t('sync.api.calls')} text={text} />
      <div className={classes.buttons}>
        <Button loading={isSending} onClick={onSend}>
          {t('sync.api.add')}
        </Button>
      </div>
    </>
  );
}

/** What was done stays done where a later one failed, and is in the list above with its button. */
function Report({ report: { added, failed, untried } }: { report: DbgptApiReport }): ReactNode {
  const { t, say } = useWords();
  const names = added
    .map(({ name }) => name)
    .reduce((before, part) => (before === '' ? part : t('sync.list', { before, part })), '');
  if (failed === null)
    return (
      <Note level="success" isLive>
        {t('sync.api.done', { names })}
      </Note>
    );
  return (
    <Note level="error" isLive>
      {t('sync.api.failed', { name: failed.name, reason: say(failed.reason) })}
      {names !== '' && <div>{t('sync.api.failed.done', { names })}</div>}
      {untried.length > 0 && <div>{t('sync.api.failed.untried', { count: untried.length })}</div>}
    </Note>
  );
}
