import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ApiVariant, DbgptApiLook } from '../../../shared/dbgpt-api.ts';
import { dbgptPort } from '../../../shared/export-kinds.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import { AddModels } from './add-models.tsx';
import { AddedModels } from './added-models.tsx';
import type { ApiPlace } from './api-place.ts';
import { placeInput } from './api-place.ts';
import { RunningModels } from './running-models.tsx';
import classes from './sync.module.css';

/** First where DB-GPT is and what it was started with, then a look, and only then something to add. */
export function ApiPanel(): ReactNode {
  const { t, explain } = useWords();
  const [typed, setTyped] = useState<Partial<ApiPlace>>({});
  const known = useCall('listExports', {});
  const written = known.latest?.exports.find(({ for: target }) => target === '0.7' || target === '0.8');
  const place: ApiPlace = { port: String(dbgptPort), toml: written?.path ?? '', variant: 'local', ...typed };
  const [found, setFound] = useState<DbgptApiLook | null>(null);
  const look = useAction(() => bridge.call('lookAtDbgptApi', placeInput(place)), {
    showsFailure: true,
    onDone: setFound,
  });
  const change = (next: Partial<ApiPlace>): void => {
    setTyped({ ...typed, ...next });
    setFound(null);
    look.clear();
  };
  return (
    <Section title={t('sync.api.heading')} hint={t('sync.api.hint')}>
      <div className={classes.body}>
        <Place place={place} onChange={change} />
        <div className={classes.buttons}>
          <Button variant="default" loading={look.isPending} onClick={() => look.run()}>
            {t('sync.api.look')}
          </Button>
        </div>
        {look.failure !== null && (
          <Note level="error" isLive>
            {explain(look.failure)}
          </Note>
        )}
      </div>
      {found !== null && <Found found={found} place={place} onChanged={() => look.run()} />}
    </Section>
  );
}

interface PlaceProps {
  place: ApiPlace;
  onChange: (next: Partial<ApiPlace>) => void;
}

function Place({ place, onChange }: PlaceProps): ReactNode {
  const { t } = useWords();
  const wheres: { value: ApiVariant; label: string }[] = [
    { value: 'local', label: t('sync.api.where.local') },
    { value: 'docker', label: t('sync.api.where.docker') },
    { value: 'wsl', label: t('sync.api.where.wsl') },
  ];
  return (
    <>
      <div className={classes.fields}>
        <TextInput
          label={t('sync.api.port')}
          value={place.port}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => onChange({ port: event.currentTarget.value })}
        />
        <Select
          label={t('sync.api.where')}
          data={wheres}
          value={place.variant}
          allowDeselect={false}
          onChange={(variant) => onChange({ variant: variant ?? 'local' })}
        />
      </div>
      <TextInput
        label={t('sync.api.toml')}
        description={t('sync.api.toml.hint')}
        value={place.toml}
        autoComplete="off"
        spellCheck={false}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        onChange={(event) => onChange({ toml: event.currentTarget.value })}
      />
    </>
  );
}

interface FoundProps {
  found: DbgptApiLook;
  place: ApiPlace;
  onChanged: () => void;
}

function Found({ found, place, onChanged }: FoundProps): ReactNode {
  const { say } = useWords();
  return (
    <div className={classes.body}>
      <RunningModels found={found} />
      {found.added.length > 0 && <AddedModels found={found} place={place} onChanged={onChanged} />}
      {found.obstacle === null ? (
        <AddModels place={place} onAdded={onChanged} />
      ) : (
        <Note level="warning" isLive>
          {say(found.obstacle)}
        </Note>
      )}
    </div>
  );
}
