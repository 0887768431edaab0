import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { bridge } from '../../bridge.ts';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import { answerToModels, answerToWhere, answerToWhich } from './answers.ts';
import classes from './connect.module.css';
import type { Draft } from './draft.ts';
import { changed, draftOf, isWhole, previewTitle } from './draft.ts';
import { Step } from './step.tsx';
import { WhereStep } from './where-step.tsx';
import { WhichStep } from './which-step.tsx';
import { lazyPart } from '../../lazy-part.tsx';

const ModelsStep = lazyPart(() => import('./models-step.tsx').then((m) => m.ModelsStep), <Waiting />);
const Result = lazyPart(() => import('./result.tsx').then((m) => m.Result), <Waiting />);

interface ConnectProps {
  /** How often something was written or given back elsewhere on the page. */
  writes?: number;
  onWritten?: () => void;
}

const steps = ['which', 'where', 'models', 'result'] as const;
type StepName = (typeof steps)[number];

/** From which DB-GPT to a test question, in six steps; the last choice is there already. */
export function Connect({ writes = 0, onWritten = () => undefined }: ConnectProps): ReactNode {
  const { result, isPending } = useCall('lastExport', {});
  const [own, setOwn] = useState(0);
  const written = useCallback(() => {
    setOwn((before) => before + 1);
    onWritten();
  }, [onWritten]);
  if (isPending) return <Waiting />;
  return <Flow first={draftOf(result)} writes={writes + own} onWritten={written} />;
}

function Waiting(): ReactNode {
  return <div className={classes.waiting} />;
}

function Flow({ first, writes, onWritten }: Required<ConnectProps> & { first: Draft }): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState(first);
  const [open, setOpen] = useState<StepName>(isWhole(first) ? 'result' : 'which');
  const [wasMoved, setMoved] = useState(false);
  const go = useCallback((step: StepName) => {
    setMoved(true);
    setOpen(step);
  }, []);
  useTrayWish(isWhole(draft), go);
  const change = useCallback((part: Partial<Draft>) => setDraft((now) => changed(now, part)), []);
  const reached = steps.indexOf(open);
  const content = (next: StepName) => ({ draft, onChange: change, onDone: () => go(next) });
  const frame = (step: StepName) => ({
    n: steps.indexOf(step) + 1,
    isOpen: open === step,
    takesFocus: wasMoved,
    ...(steps.indexOf(step) < reached || isWhole(draft) ? { onOpen: () => go(step) } : {}),
  });
  return (
    <div className={classes.connect}>
      <Step {...frame('which')} title={t('dbgpt.which')} answer={answerToWhich(draft, t)}>
        <WhichStep {...content('where')} />
      </Step>
      <Step {...frame('where')} title={t('dbgptPage.where')} answer={answerToWhere(draft, t)}>
        <WhereStep {...content('models')} />
      </Step>
      <Step {...frame('models')} title={t('dbgptPage.models')} answer={answerToModels(draft, t)}>
        <ModelsStep {...content('result')} />
      </Step>
      {open === 'result' && isWhole(draft) ? (
        <Result draft={draft} writes={writes} takesFocus={wasMoved} onWritten={onWritten} />
      ) : (
        <StepsAhead place={draft.place} />
      )}
    </div>
  );
}

/** What comes once the questions are answered, so that the way is seen to its end. */
function StepsAhead({ place }: Pick<Draft, 'place'>): ReactNode {
  const { t } = useWords();
  const titles = [previewTitle(place), 'dbgptPage.start', 'dbgptPage.ask'] as const;
  return titles.map((title, at) => (
    <Step key={title} n={steps.length + at} title={t(title)} isOpen={false}>
      {null}
    </Step>
  ));
}

/** The tray's export means the preview, also where this page is open at another step. */
function useTrayWish(hasPreview: boolean, go: (step: StepName) => void): void {
  useEffect(
    () =>
      bridge.onOpenPage((page) => {
        if (page === 'dbgpt' && hasPreview) go('result');
      }),
    [hasPreview, go],
  );
}
