import { CloseButton } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../../shared/app-state.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { isListCut, modelGroups } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import { Answer } from './answer.tsx';
import classes from './ask-panel.module.css';
import { Question } from './question.tsx';
import type { Ask } from './use-ask.ts';
import { useAsk } from './use-ask.ts';

/** The question box of Home: the active model answers, and beside it another one where the user wants to compare. */
export function Playground(): ReactNode {
  const state = useAppState();
  const active = useAsk();
  const other = useAsk();
  /** A qualified id; '' while none is picked; null where nothing is compared. */
  const [compared, setCompared] = useState<string | null>(null);
  const asks = compared === null ? [active] : [active, other];
  const { send: sendActive, stop: stopActive } = active;
  const { send: sendOther, stop: stopOther } = other;
  const send = useCallback(
    (prompt: string): void => {
      sendActive(prompt);
      if (compared !== null) sendOther(prompt, compared);
    },
    [sendActive, sendOther, compared],
  );
  const stop = useCallback((): void => {
    stopActive();
    stopOther();
  }, [stopActive, stopOther]);
  const compare = useCallback(() => setCompared(firstOther(state)), [state]);
  return (
    <div className={classes.panel}>
      <Question
        isAnswering={asks.some(({ asked }) => asked.phase === 'answering')}
        hasAsked={asks.some(({ asked }) => asked.phase !== 'idle')}
        isReady={compared !== ''}
        onSend={send}
        onStop={stop}
        onCompare={compared === null && hasOther(state) ? compare : null}
      />
      {compared === null ? (
        <Answer asked={active.asked} />
      ) : (
        <div className={classes.sides}>
          <ActiveSide ask={active} />
          <OtherSide
            ask={other}
            model={compared}
            onPick={setCompared}
            onClose={() => {
              other.stop();
              setCompared(null);
            }}
          />
        </div>
      )}
    </div>
  );
}

function ActiveSide({ ask }: { ask: Ask }): ReactNode {
  const { active } = useAppState();
  const { t } = useWords();
  const name = active === null || active.isDemo ? t('kind.demo') : active.model;
  return (
    <section className={classes.side} aria-label={t('home.active')}>
      <h3 className={classes.sideTitle}>
        <span className={classes.hint}>{t('home.active')}</span> <bdi>{name}</bdi>
      </h3>
      <Answer asked={ask.asked} label={t('live.answerOf', { model: name })} />
    </section>
  );
}

interface OtherSideProps {
  ask: Ask;
  model: string;
  onPick: (model: string) => void;
  onClose: () => void;
}

function OtherSide({ ask, model, onPick, onClose }: OtherSideProps): ReactNode {
  const { upstreams, settings } = useAppState();
  const { t } = useWords();
  return (
    <section className={classes.side} aria-label={t('live.other')}>
      <div className={classes.sidePick}>
        <ModelSelect
          label={t('live.other')}
          upstreams={upstreams}
          type="chat"
          locks={settings.locks}
          value={model === '' ? null : model}
          fallbackLabel={model}
          nothingFound={t('home.active.nothing')}
          isDisabled={ask.asked.phase === 'answering'}
          onPick={(target) => onPick(qualifiedId(target))}
        />
        <CloseButton aria-label={t('live.compare.end')} onClick={onClose} />
      </div>
      <Answer asked={ask.asked} label={t('live.answerOf', { model })} />
    </section>
  );
}

function hasOther({ active, upstreams }: AppState): boolean {
  const real = upstreams.filter(({ kind }) => kind !== 'demo');
  const values = modelGroups(real, 'chat').flatMap(({ items }) => items.map(({ value }) => value));
  return isListCut(real) || values.some((id) => active === null || id !== qualifiedId(active));
}

/** One of this machine where there is one: picking is the user's, sending a question far away is not ours to suggest. */
function firstOther({ active, upstreams }: AppState): string {
  const near = upstreams.flatMap(({ slug, kind, models }) =>
    kind === 'demo'
      ? []
      : models
          .filter(({ type, location }) => type === 'chat' && location === 'this-machine')
          .map(({ id }) => qualifiedId({ upstream: slug, model: id })),
  );
  return near.find((id) => active === null || id !== qualifiedId(active)) ?? '';
}
