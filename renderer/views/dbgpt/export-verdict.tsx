import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ConformanceReport, Verdict } from '../../../shared/conformance.ts';
import { ContextWarning } from '../../components/context-warning.tsx';
import { Note } from '../../components/note.tsx';
import type { NoteLevel } from '../../components/note.tsx';
import { openServer } from '../../route.ts';
import { useCall } from '../../use-call.ts';
import { becauseKeys, quickRequests, verdictOf } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import { CheckSheet } from '../check/check-sheet.tsx';
import classes from './connect.module.css';
import type { ExportedModel } from './exported-model.ts';

const levels: Record<Verdict, NoteLevel> = { works: 'success', 'works-with-fixes': 'info', fails: 'error' };

interface ExportVerdictProps {
  exported: ExportedModel;
  /** The user goes on without a check, or in spite of it. */
  onAnyway: () => void;
}

/** What is known of the model before its configuration is taken along. It warns and never stands in the way. */
export function ExportVerdict({ exported, onAnyway }: ExportVerdictProps): ReactNode {
  const { upstream, model, server, info } = exported;
  const [isChecking, setChecking] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const seen = verdictOf(server, model)?.checkedAt;
  const asked = useCall('getCheckReport', { server: upstream, model }, String(seen));
  const report = asked.latest;
  const parts = {
    exported,
    isSettled,
    onCheck: () => setChecking(true),
    onAnyway: () => {
      setSettled(true);
      onAnyway();
    },
  };
  return (
    <>
      <ContextWarning model={info} kind={server.kind} />
      <div className={classes.verdict}>
        {report !== null && <Checked report={report} {...parts} />}
        {report === null && !asked.isPending && asked.failure === null && <Unchecked {...parts} />}
      </div>
      <CheckSheet
        target={isChecking ? { server: upstream, model } : null}
        onClose={() => {
          setChecking(false);
          asked.again();
        }}
        onEnterKey={() => openServer(upstream)}
      />
    </>
  );
}

interface PartProps extends ExportVerdictProps {
  isSettled: boolean;
  onCheck: () => void;
}

function Unchecked({ exported, isSettled, onCheck, onAnyway }: PartProps): ReactNode {
  const { t } = useWords();
  const { server, model } = exported;
  return (
    <Note
      level="info"
      actions={
        <>
          <Button size="xs" variant="default" onClick={onCheck}>
            {t('dbgptVerdict.checkNow', { count: quickRequests })}
          </Button>
          {!isSettled && <Anyway onAnyway={onAnyway} />}
        </>
      }
    >
      {t('dbgptVerdict.unchecked', { server: server.name, model })}
    </Note>
  );
}

function Checked({
  report,
  exported,
  isSettled,
  onCheck,
  onAnyway,
}: PartProps & { report: ConformanceReport }): ReactNode {
  const { t, format } = useWords();
  const { verdict, model, depth, checkedAt } = report;
  const checks = becauseKeys(report).map((key) => t(key));
  const when = { depth: t(`apiCheck.depth.${depth}`), time: format.moment(checkedAt) };
  return (
    <Note
      level={levels[verdict]}
      actions={
        <>
          <Button size="xs" variant="default" onClick={onCheck}>
            {t('dbgptVerdict.report')}
          </Button>
          {verdict === 'fails' && !isSettled && <Anyway onAnyway={onAnyway} />}
        </>
      }
    >
      <strong>{t(`check.verdict.${verdict}`)}</strong>
      <div>{t(`apiCheck.verdict.${verdict}.text`, { model })}</div>
      {checks.length > 0 && <div>{t('apiCheck.because', { checks: checks.join(' · ') })}</div>}
      <div className={classes.quiet}>{t('dbgptVerdict.when', when)}</div>
      <OtherVersion then={report.serverVersion} now={exported.server.version} />
    </Note>
  );
}

function Anyway({ onAnyway }: { onAnyway: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Button size="xs" variant="default" onClick={onAnyway}>
      {t('dbgptVerdict.anyway')}
    </Button>
  );
}

/** The server was updated since; what it does now was not seen. */
function OtherVersion({ then, now }: { then: string | null; now: string | null }): ReactNode {
  const { t } = useWords();
  if (then === null || now === null || then === now) return null;
  return <div className={classes.quiet}>{t('dbgptVerdict.otherVersion', { then, now })}</div>;
}
