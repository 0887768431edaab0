import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { AskStep } from './ask-step.tsx';
import classes from './connect.module.css';
import { CopyPreview } from './copy-preview.tsx';
import type { WholeDraft } from './draft.ts';
import { keptOf, previewTitle } from './draft.ts';
import { ExportVerdict } from './export-verdict.tsx';
import type { ExportedModel } from './exported-model.ts';
import { exportedModel } from './exported-model.ts';
import { PlanPreview } from './plan-preview.tsx';
import { StartStep } from './start-step.tsx';
import { Step } from './step.tsx';
import { usePreview } from './use-preview.ts';

interface ResultProps {
  draft: WholeDraft;
  /** How often something was written or given back: each time the preview is another one. */
  writes: number;
  takesFocus: boolean;
  onWritten: () => void;
}

/** The last three steps: what would be written, how DB-GPT is started then, and a question that goes its way. */
export function Result({ draft, writes, takesFocus, onWritten }: ResultProps): ReactNode {
  const { t, explain } = useWords();
  const preview = usePreview(draft, writes);
  const configuration = useRef<HTMLDivElement>(null);
  const { shown, failure } = preview;
  useKept(draft, shown !== null);
  return (
    <>
      <Step n={4} title={t(previewTitle(draft.place))} isOpen takesFocus={takesFocus}>
        {useExported(draft.models).map((exported) => (
          <ExportVerdict
            key={qualifiedId(exported)}
            exported={exported}
            onAnyway={() => configuration.current?.focus()}
          />
        ))}
        {failure !== null && (
          <Note level="error" isLive>
            {explain(failure)}
          </Note>
        )}
        <div ref={configuration} tabIndex={-1} className={classes.configuration}>
          {shown === null && failure === null && <div className={classes.waiting} />}
          {shown !== null && 'text' in shown && <CopyPreview report={shown} preview={preview} />}
          {shown !== null && 'files' in shown && (
            <PlanPreview
              key={JSON.stringify(preview.input)}
              shown={shown}
              preview={preview}
              onWritten={onWritten}
            />
          )}
        </div>
      </Step>
      {shown !== null && <StartStep advice={shown} />}
      {shown !== null && <AskStep draft={draft} />}
    </>
  );
}

/** Each model once, however many names lead to it. */
function useExported(names: readonly string[]): ExportedModel[] {
  const state = useAppState();
  const found = names.flatMap((name) => exportedModel(name, state) ?? []);
  return [...new Map(found.map((one) => [qualifiedId(one), one])).values()];
}

/** Keeps the choice for the next time and for the tray, once it has become a preview. */
function useKept(draft: WholeDraft, isShown: boolean): void {
  const choice = JSON.stringify(keptOf(draft));
  const { run } = useAction((kept: string) =>
    bridge.call('keepExport', JSON.parse(kept) as ReturnType<typeof keptOf>),
  );
  useEffect(() => {
    if (isShown) run(choice);
  }, [choice, isShown, run]);
}
