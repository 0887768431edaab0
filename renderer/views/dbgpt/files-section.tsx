import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ExportEntry, UndoReport } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { Tag } from '../../components/tag.tsx';
import { useAction } from '../../use-action.ts';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';
import { UndoAllDialog } from './undo-all-dialog.tsx';

interface FilesSectionProps {
  writes: number;
  onUndone: () => void;
}

/** Every file that ModelTray wrote, each to be given back. */
export function FilesSection({ writes, onUndone }: FilesSectionProps): ReactNode {
  const { t, explain } = useWords();
  const { latest, failure } = useCall('listExports', {}, String(writes));
  const [report, setReport] = useState<UndoReport | null>(null);
  const [isAsking, setAsking] = useState(false);
  const exports = latest?.exports ?? [];
  const undone = (result: UndoReport): void => {
    setReport(result);
    onUndone();
  };
  return (
    <Section title={t('dbgptPage.files')}>
      <div className={classes.panel}>
        {failure !== null && <Note level="error">{explain(failure)}</Note>}
        {latest !== null && exports.length === 0 && (
          <div className={classes.quiet}>{t('dbgptPage.files.none')}</div>
        )}
        {exports.length > 0 && (
          <ul className={classes.files} aria-label={t('dbgptPage.files')}>
            {exports.map((entry) => (
              <FileRow key={entry.id} entry={entry} onUndone={undone} />
            ))}
          </ul>
        )}
        {report !== null && <UndoResult report={report} />}
        {exports.length > 0 && (
          <div className={classes.end}>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('dbgptPage.files.all')}
            </Button>
          </div>
        )}
      </div>
      <UndoAllDialog
        files={isAsking ? exports : null}
        onClose={() => setAsking(false)}
        onDone={(result) => {
          setAsking(false);
          undone(result);
        }}
      />
    </Section>
  );
}

function FileRow({
  entry,
  onUndone,
}: {
  entry: ExportEntry;
  onUndone: (report: UndoReport) => void;
}): ReactNode {
  const { t, explain, format } = useWords();
  const { id, path, writtenAt, state } = entry;
  const undo = useAction((force: boolean) => bridge.call('undoExport', { id, force }), {
    showsFailure: true,
    onDone: onUndone,
  });
  const { failure } = undo;
  return (
    <li className={classes.fileRow}>
      <div className={classes.bar}>
        <div>
          <div className={classes.path}>{path}</div>
          <div className={classes.quiet}>
            {format.moment(writtenAt)} <Tag>{t(`dbgptPage.files.${state}`)}</Tag>
          </div>
        </div>
        <Button
          size="xs"
          variant="default"
          aria-label={t('dbgptPage.files.undo.named', { path })}
          loading={undo.isPending}
          onClick={() => undo.run(false)}
        >
          {t('dbgptPage.files.undo')}
        </Button>
      </div>
      {failure !== null && (
        <Note
          level="error"
          isLive
          actions={
            failure.code === 'file_changed' && (
              <Button size="xs" variant="default" onClick={() => undo.run(true)}>
                {t('dbgptPage.files.force')}
              </Button>
            )
          }
        >
          {explain(failure)}
        </Note>
      )}
    </li>
  );
}

/** File by file, what became of it. */
function UndoResult({ report: { undone, kept } }: { report: UndoReport }): ReactNode {
  const { t, say } = useWords();
  return (
    <Note level={kept.length === 0 ? 'success' : 'warning'} isLive>
      {undone.map(({ path, wasNew }) => (
        <div key={path}>{t(wasNew ? 'export.cli.removed' : 'export.cli.back', { path })}</div>
      ))}
      {kept.map(({ path, reason }) => (
        <div key={path}>
          {t('dbgptPage.files.kept', { path })} {say(reason)}
        </div>
      ))}
    </Note>
  );
}
