import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../../shared/app-state.ts';
import type { FoundAddress } from '../../../shared/exports.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import judge from './judge.module.css';

/** As in `aliasSchema`, which would bring all schemas into the window. The two fixed ones are not made here. */
const reserved: ReadonlySet<string> = new Set(['active', 'embedding', 'demo', 'modeltray', 'v1']);

interface PoolFormProps {
  addresses: readonly FoundAddress[];
  onAdded: () => void;
}

/** Several addresses that share the requests for one name. */
export function PoolForm({ addresses, onAdded }: PoolFormProps): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const [alias, setAlias] = useState('dbgpt');
  const [isAsked, setAsked] = useState(false);
  const problem = problemWith(alias, state);
  const add = useAction(() => addPool(alias, addresses), {
    onDone: (members) => {
      if (members.length === 0) tellFailure(t('dbgptPage.judge.pool.noModel'));
      else tellDone(t('dbgptPage.judge.pool.done', { alias, models: members.map(qualifiedId).join(', ') }));
      onAdded();
    },
  });
  return (
    <TextInput
      label={t('dbgptPage.judge.pool.alias')}
      description={t('dbgptPage.judge.pool.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={alias}
      error={isAsked && problem !== null ? t(`dbgptPage.judge.pool.${problem}`) : null}
      onChange={(event) => setAlias(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
      inputContainer={(input) => (
        <div className={judge.pool}>
          {input}
          <Button
            variant="default"
            loading={add.isPending}
            onClick={() => {
              setAsked(true);
              if (problem === null) add.run();
            }}
          >
            {t('dbgptPage.judge.pool')}
          </Button>
        </div>
      )}
    />
  );
}

function problemWith(alias: string, { upstreams, settings }: AppState): 'bad' | 'taken' | null {
  if (!/^[a-z0-9-]+$/.test(alias) || reserved.has(alias)) return 'bad';
  const isTaken =
    upstreams.some(({ slug }) => slug === alias) || settings.routes.some((route) => route.alias === alias);
  return isTaken ? 'taken' : null;
}

/** Adds what is not in the list yet; each server takes part with its first chat model. */
async function addPool(alias: string, addresses: readonly FoundAddress[]): Promise<ModelRef[]> {
  const members: ModelRef[] = [];
  for (const { baseUrl, slug } of addresses) {
    const upstream = slug ?? (await bridge.call('addUpstream', { baseUrl })).slug;
    const { models } = await bridge.call('describeServer', { slug: upstream });
    const chat = models.find(({ type }) => type === 'chat');
    if (chat !== undefined) members.push({ upstream, model: chat.id });
  }
  if (members.length > 0) await bridge.call('saveRoute', { alias, pools: [{ candidates: members }] });
  return members;
}
