import { Button, Title, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { MessageKey } from '../../../shared/i18n/index.ts';
import { useAppState, useLive } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Brand } from '../../components/brand.tsx';
import { ConnectionNote } from '../../components/connection-note.tsx';
import { openPage } from '../../route.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { AskStep } from './ask-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { FindStep } from './find-step.tsx';
import classes from './first-run.module.css';
import { lazyPart } from '../../lazy-part.tsx';

/** The last step's page is fetched while the first ones are read. */
const Connect = lazyPart(
  () => import('../dbgpt/connect.tsx').then((m) => m.Connect),
  <div className={classes.waiting} />,
);

interface Step {
  title: Extract<MessageKey, `welcome.${string}.title`>;
  text: Extract<MessageKey, `welcome.${string}.text`>;
  /** One more sentence: that the step can be left out. */
  later?: 'dbgptPage.welcome.later';
  View: ComponentType;
}

const steps: readonly [Step, ...Step[]] = [
  { title: 'welcome.find.title', text: 'welcome.find.text', View: FindStep },
  { title: 'welcome.choose.title', text: 'welcome.choose.text', View: ChooseStep },
  { title: 'welcome.ask.title', text: 'welcome.ask.text', View: AskStep },
  {
    title: 'welcome.export.title',
    text: 'welcome.export.text',
    later: 'dbgptPage.welcome.later',
    View: Connect,
  },
];

/** Find servers, choose a model, ask, export. Any step can be left, and the whole be repeated from Settings. */
export function FirstRun(): ReactNode {
  const { t } = useWords();
  const { connection } = useLive();
  const [index, setIndex] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const step = steps[index] ?? steps[0];
  const finish = useAction(() => bridge.call('finishFirstRun', { done: true }), {
    onDone: () => openPage('home'),
  });
  useEffect(() => {
    document.title = t('window.title', { page: t(step.title) });
    title.current?.focus();
  }, [step, t]);
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Brand />
        <UnstyledButton className={classes.skip} onClick={() => finish.run()}>
          {t('welcome.skip')}
        </UnstyledButton>
      </header>
      <main className={classes.main} aria-label={t('welcome.label')}>
        {connection === 'lost' && <ConnectionNote />}
        <div className={classes.column}>
          <Progress index={index} />
          <Title order={1} ref={title} tabIndex={-1} className={classes.title}>
            {t(step.title)}
          </Title>
          <p className={classes.text}>
            {t(step.text)}
            {step.later !== undefined && (
              <>
                <br />
                {t(step.later)}
              </>
            )}
          </p>
          <step.View key={step.title} />
        </div>
      </main>
      <footer className={classes.footer} data-foot>
        {index > 0 ? (
          <Button variant="default" onClick={() => setIndex(index - 1)}>
            {t('window.back')}
          </Button>
        ) : (
          <span />
        )}
        <Onward
          index={index}
          isPending={finish.isPending}
          onNext={() => setIndex(index + 1)}
          onDone={finish.run}
        />
      </footer>
    </div>
  );
}

interface OnwardProps {
  index: number;
  isPending: boolean;
  onNext: () => void;
  onDone: () => void;
}

function Onward({ index, isPending, onNext, onDone }: OnwardProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  if (index === steps.length - 1) {
    return (
      // The flow above has the button that leads on.
      <Button variant="default" loading={isPending} onClick={onDone}>
        {t('welcome.done')}
      </Button>
    );
  }
  const isDemoOnly = index === 0 && upstreams.every(({ kind }) => kind === 'demo');
  return <Button onClick={onNext}>{t(isDemoOnly ? 'welcome.find.demo' : 'window.continue')}</Button>;
}

function Progress({ index }: { index: number }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.progress}>
      <span className={classes.bars} aria-hidden="true">
        {steps.map(({ title }, at) => (
          <span key={title} data-done={at <= index || undefined} />
        ))}
      </span>
      {t('welcome.step', { n: index + 1, count: steps.length })}
    </div>
  );
}
