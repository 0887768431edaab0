import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ExportReport, ExportTarget } from '../../../shared/exports.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';
import { ExportModel } from './export-model.tsx';
import { ExportVerdict } from './export-verdict.tsx';
import { exportedModel } from './exported-model.ts';
import { SavePanel } from './save-panel.tsx';
import { useExport } from './use-export.ts';

/** Warnings that are always there: which DB-GPT reads these lines, not something to mend. */
const plainFacts: ReadonlySet<string> = new Set(['export.warning.oldOnly', 'export.warning.envIgnored']);

/** One export: for which model, its text, and the two ways to take it along. */
export function ExportPanel({ target }: { target: ExportTarget }): ReactNode {
  const state = useAppState();
  const { t, explain } = useWords();
  const [model, setModel] = useState('active');
  const { report, failure } = useExport(target, model);
  const configuration = useRef<HTMLDivElement>(null);
  const exported = exportedModel(model, state);
  return (
    <div>
      <Section>
        <div className={classes.panel}>
          <ExportModel value={model} onChange={setModel} />
          {exported !== null && (
            <ExportVerdict
              key={qualifiedId(exported)}
              exported={exported}
              onAnyway={() => configuration.current?.focus()}
            />
          )}
          {failure !== null && (
            <Note level="error" isLive>
              {explain(failure)}
            </Note>
          )}
          <div ref={configuration} tabIndex={-1} className={classes.configuration}>
            {report === null ? <div className={classes.waiting} /> : <Text report={report} model={model} />}
          </div>
        </div>
      </Section>
      {report !== null && (
        <Section title={t('dbgpt.save')}>
          <SavePanel key={report.fileName} report={report} model={model} />
        </Section>
      )}
      {report !== null && (
        <Section title={t('dbgpt.then')}>
          <Then report={report} />
        </Section>
      )}
    </div>
  );
}

function Text({ report, model }: { report: ExportReport; model: string }): ReactNode {
  const { t, say } = useWords();
  const { for: target } = report;
  const getText = async (): Promise<string> =>
    (await bridge.call('renderExport', { for: target, models: [model], reveal: true })).text;
  return (
    <>
      {report.warnings.map((warning) => (
        <Note key={warning.key} level={plainFacts.has(warning.key) ? 'info' : 'warning'}>
          {say(warning)}
        </Note>
      ))}
      <div className={classes.bar}>
        <code>{report.fileName}</code>
        <CopyButton
          variant="filled"
          label={t('dbgpt.copy')}
          text={getText}
          onCopied={() => tellDone(t('dbgpt.copied'))}
        />
      </div>
      <CodeBlock label={t('dbgpt.text')} text={report.text} />
      {report.isMasked && <div className={classes.quiet}>{t('dbgpt.text.masked')}</div>}
    </>
  );
}

/** What is left to do once the text is there, and what is good to know. */
function Then({ report: { commands, notes } }: { report: ExportReport }): ReactNode {
  const { say } = useWords();
  return (
    <div className={classes.panel}>
      {commands.length > 0 && <Commands commands={commands} />}
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note.key}>{say(note)}</li>
        ))}
      </ul>
    </div>
  );
}

function Commands({ commands }: { commands: string[] }): ReactNode {
  const { t } = useWords();
  const text = commands.join('\n');
  return (
    <div>
      <div className={classes.bar}>
        {t('dbgpt.commands')}
        <CopyButton label={t('window.copy')} text={text} />
      </div>
      <CodeBlock label={t('dbgpt.commands')} text={text} />
    </div>
  );
}
