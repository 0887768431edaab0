import { Loader, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { CheckPlan } from '../../../shared/conformance.ts';
import { Note } from '../../components/note.tsx';
import type { Asked } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';

/** What will be sent and what that costs. The last plan stays, dimmed, while another one is worked out. */
export function PlanBox({ asked }: { asked: Asked<CheckPlan> }): ReactNode {
  const { t, explain } = useWords();
  const titleId = useId();
  if (asked.failure !== null) {
    return (
      <Note level="error" isLive>
        {explain(asked.failure)}
      </Note>
    );
  }
  return (
    <section className={classes.box} aria-labelledby={titleId} aria-busy={asked.isPending}>
      <Title order={3} id={titleId} className={classes.boxTitle}>
        {t('apiCheck.plan')}
      </Title>
      {asked.latest === null ? (
        <p className={classes.quiet}>
          <Loader size={12} color="gray" /> {t('apiCheck.plan.waiting')}
        </p>
      ) : (
        <Effects plan={asked.latest} />
      )}
    </section>
  );
}

function Effects({ plan }: { plan: CheckPlan }): ReactNode {
  const { t, say, format } = useWords();
  const { requests, effects } = plan;
  const tokens = format.count(plan.tokens);
  return (
    <>
      <ul className={classes.effects}>
        <li>
          {requests === 1
            ? t('apiCheck.plan.one', { tokens })
            : t('apiCheck.plan.many', { requests, tokens })}
        </li>
        {effects.map(say).map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <p className={classes.quiet}>{t('apiCheck.plan.still')}</p>
    </>
  );
}
