import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ExportEntry, ExportPlan } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { changesText } from './changes-text.ts';
import { DiffView } from './diff-view.tsx';
import classes from './sync.module.css';

interface StaleFileProps {
  entry: ExportEntry;
  onWritten: () => void;
}

/** One file that is out of date, or that cannot be checked: what has changed, why, and the change to be looked at. */
export function StaleFile({ entry, onWritten }: StaleFileProps): ReactNode {
  const { t, say } = useWords();
  const [plan, setPlan] = useState<ExportPlan | null>(null);
  const review = useAction(() => bridge.call('planUpdate', { id: entry.id }), { onDone: setPlan });
  const { path, changes, reason, freshness } = entry;
  const what = changesText(changes, t);
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.path}>{path}</div>
        {what !== '' && <div className={classes.quiet}>{t('sync.files.changed', { what })}</div>}
        {reason !== null && <div className={classes.quiet}>{say(reason)}</div>}
      </div>
      {freshness === 'out-of-date' && (
        <Button
          variant="default"
          size="xs"
          loading={review.isPending}
          aria-label={t('sync.review', { path })}
          onClick={() => review.run()}
        >
          {t('sync.do.review')}
        </Button>
      )}
      {plan !== null && (
        <Reviewed
          id={entry.id}
          plan={plan}
          onWritten={() => {
            setPlan(null);
            onWritten();
          }}
        />
      )}
    </li>
  );
}

interface ReviewedProps {
  id: string;
  plan: ExportPlan;
  onWritten: () => void;
}

function Reviewed({ id, plan, onWritten }: ReviewedProps): ReactNode {
  const { t, explain } = useWords();
  const write = useAction(
    () => {
      const seen = plan.files.map((file) => ({ path: file.path, ...file.seen }));
      return bridge.call('writeUpdate', { id, seen });
    },
    {
      showsFailure: true,
      onDone: () => {
        tellDone(t('sync.written'));
        onWritten();
      },
    },
  );
  const isSame = plan.files.every(({ isChanged }) => !isChanged);
  return (
    <div className={classes.wide}>
      {isSame && <span className={classes.quiet}>{t('sync.review.same')}</span>}
      {plan.files.map(({ path, hunks }) =>
        hunks.length === 0 ? null : <DiffView key={path} path={path} hunks={hunks} />,
      )}
      {write.failure !== null && (
        <Note level="error" isLive>
          {explain(write.failure)}
        </Note>
      )}
      <div className={classes.buttons}>
        <Button size="xs" loading={write.isPending} onClick={() => write.run()}>
          {t(isSame ? 'sync.review.settle' : 'sync.review.write')}
        </Button>
      </div>
    </div>
  );
}
