import { Loader } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CheckDepth } from '../../../shared/conformance.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { SheetBody } from '../../components/sheet.tsx';
import { useCall } from '../../use-call.ts';
import { modelToCheck, verdictOf } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import { CheckPlan } from './check-plan.tsx';
import { CheckReport } from './check-report.tsx';
import { CheckRun } from './check-run.tsx';
import { useCheck } from './use-check.ts';

interface CheckFlowProps {
  server: UpstreamState;
  wanted: string | null;
  onClose: () => void;
  onEnterKey: () => void;
}

/** The last report where there is one, else the plan; from there the run and its report. */
export function CheckFlow({ server, wanted, onClose, onEnterKey }: CheckFlowProps): ReactNode {
  const { active } = useAppState();
  const { t } = useWords();
  const [model, setModel] = useState(wanted ?? modelToCheck(server, active));
  const [depth, setDepth] = useState<CheckDepth>('quick');
  const [isAnew, setAnew] = useState(false);
  const { run, start, stop, clear } = useCheck();
  const { slug } = server;
  const last = useCall(
    'getCheckReport',
    model === null ? null : { server: slug, model },
    seenAt(server, model),
  );
  const again = (): void => {
    clear();
    setAnew(true);
  };
  // Another model's report does not take the place of the choice that it was picked in.
  const pick = (id: string): void => {
    setModel(id);
    setAnew(true);
  };

  if (run.phase === 'done' && run.report !== null) {
    return <CheckReport server={slug} report={run.report} isFresh onAgain={again} />;
  }
  if (run.phase !== 'none') return <CheckRun run={run} onStop={stop} onAgain={again} />;
  if (last.isPending && !isAnew) {
    return (
      <SheetBody>
        <Loader size={14} color="gray" aria-label={t('apiCheck.plan.waiting')} />
      </SheetBody>
    );
  }
  if (last.result !== null && !isAnew) {
    return <CheckReport server={slug} report={last.result} onAgain={again} />;
  }
  return (
    <CheckPlan
      server={server}
      model={model}
      depth={depth}
      onModel={pick}
      onDepth={setDepth}
      onStart={start}
      onBack={last.result === null ? null : () => setAnew(false)}
      onClose={onClose}
      onEnterKey={onEnterKey}
    />
  );
}

/** A newer check, here or elsewhere, has a newer report. */
function seenAt(server: UpstreamState, model: string | null): string {
  return String(model === null ? null : verdictOf(server, model)?.checkedAt);
}
