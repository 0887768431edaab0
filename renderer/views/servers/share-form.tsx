import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import type { ModelRef, ModelType } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { shownAtOnce } from '../../choice-list.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { aliasProblem, fieldOf } from '../routes/draft-problems.ts';
import { isFixedName } from '../routes/shows-routes.ts';
import { useWholeLists } from './use-whole-lists.ts';
import { commonModels, firstModels, oneModel } from './many-addresses.ts';

interface ShareFormProps {
  servers: readonly UpstreamState[];
  onClose: () => void;
}

/** Several servers under one name: one model that all of them list, or one of each. */
export function ShareForm({ servers: listed, onClose }: ShareFormProps): ReactNode {
  const { t, say, explain } = useWords();
  const { settings, upstreams } = useAppState();
  const { servers, failure: unread } = useWholeLists(listed);
  const [typed, setTyped] = useState('');
  const [isChecked, setChecked] = useState(false);
  const alias = typed.trim();
  const models = useChoice(servers, alias === 'embedding' ? 'embedding' : 'chat');
  const save = useAction(
    (input: { alias: string; pools: { candidates: ModelRef[] }[] }) => bridge.call('saveRoute', input),
    {
      showsFailure: true,
      onDone: () => {
        tellDone(t('routes.saved', { alias }));
        onClose();
      },
    },
  );
  const problem = aliasProblem(alias, {
    servers: upstreams.map(({ slug }) => slug),
    // As on the command line: the fixed names may be led elsewhere, and others are not taken over by accident.
    aliases: settings.routes.map((route) => route.alias).filter((name) => !isFixedName(name)),
  });
  const refused = save.failure === null ? null : explain(save.failure);
  const isAtAlias = refused !== null && fieldOf(refused) === 'alias';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (problem === null && models.refs.length > 0) {
      save.run({ alias, pools: [{ candidates: models.refs }] });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Note level="info">{t('routes.many.offer')}</Note>
        {unread !== null && (
          <Note level="warning" isLive>
            {t('models.failed', { reason: explain(unread) })}
          </Note>
        )}
        {refused !== null && !isAtAlias && (
          <Note level="error" isLive>
            {refused}
          </Note>
        )}
        <TextInput
          label={t('routes.many.alias')}
          description={t('routes.alias.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            save.clear();
          }}
          error={isChecked && problem !== null ? say(problem) : isAtAlias ? refused : undefined}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
        />
        {models.fields}
        {isChecked && models.refs.length === 0 && (
          <Note level="error" isLive>
            {t('routes.problem.model')}
          </Note>
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t('routes.many.notNow')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('routes.many.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Choice {
  refs: ModelRef[];
  fields: ReactNode;
}

/** Which models the route leads to. What the user did not touch follows the lists of the servers as they come. */
function useChoice(servers: readonly UpstreamState[], type: ModelType): Choice {
  const { t } = useWords();
  const [how, setHow] = useState<'one' | 'each' | null>(null);
  const [one, setOne] = useState<string | null>(null);
  const [each, setEach] = useState<ReadonlyMap<string, string>>(new Map());
  const common = commonModels(servers, type);
  const isOne = how === null ? common.length > 0 : how === 'one';
  const model = one !== null && common.includes(one) ? one : (common[0] ?? null);
  const chosen = new Map([...firstModels(servers, type), ...each]);
  const ofEach = servers.flatMap(({ slug }) => {
    const id = chosen.get(slug);
    return id === undefined ? [] : [{ upstream: slug, model: id }];
  });
  const refs = isOne ? (model === null ? [] : oneModel(servers, model)) : ofEach;
  const fields = (
    <>
      <SegmentedControl
        aria-label={t('routes.many.models')}
        data={[
          { value: 'one', label: t('routes.many.one') },
          { value: 'each', label: t('routes.many.each') },
        ]}
        value={isOne ? 'one' : 'each'}
        onChange={(value) => setHow(value === 'one' ? 'one' : 'each')}
      />
      {isOne ? (
        <Select
          label={t('routes.many.model')}
          data={common}
          limit={shownAtOnce}
          value={model}
          onChange={setOne}
          allowDeselect={false}
          searchable
          disabled={common.length === 0}
          error={common.length === 0 ? t('routes.many.noCommon') : undefined}
        />
      ) : (
        servers.map((server) => (
          <ModelSelect
            key={server.slug}
            label={t('routes.many.modelOf', { name: server.name })}
            showsLabel
            upstreams={[server]}
            type={type}
            value={valueOf(server.slug, chosen)}
            onPick={(ref) => setEach((now) => new Map(now).set(server.slug, ref.model))}
            placeholder={t('routes.many.leftOut')}
            nothingFound={t('routes.candidate.nothing')}
          />
        ))
      )}
    </>
  );
  return { refs, fields };
}

function valueOf(upstream: string, chosen: ReadonlyMap<string, string>): string | null {
  const model = chosen.get(upstream);
  return model === undefined ? null : qualifiedId({ upstream, model });
}
