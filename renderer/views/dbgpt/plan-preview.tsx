import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DiffHunk, ExportPlan, PlannedFile, WrittenExport } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Tag } from '../../components/tag.tsx';
import { toFailure } from '../../failure.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Warnings } from './advice.tsx';
import classes from './connect.module.css';
import { CopyExport, RevealSwitch } from './copy-preview.tsx';
import { FileDiff } from './file-diff.tsx';
import { JudgedLines } from './judged-lines.tsx';
import { nameOf } from './path-name.ts';
import type { Preview } from './use-preview.ts';
import { WrittenNote } from './written-note.tsx';

interface PlanPreviewProps {
  shown: ExportPlan;
  preview: Preview;
  onWritten: () => void;
}

/** What would change in DB-GPT's files, and the button that does exactly that. */
export function PlanPreview({ shown, preview, onWritten }: PlanPreviewProps): ReactNode {
  const { t, explain } = useWords();
  const [written, setWritten] = useState<WrittenExport | null>(null);
  const { plan, input, again } = preview;
  const write = useAction(
    async (seen: ExportPlan) => {
      try {
        return await bridge.call('writeExport', {
          ...input,
          allowDemo: seen.isDemo,
          seen: seen.files.map((file) => ({ path: file.path, ...file.seen })),
        });
      } catch (thrown) {
        // It is not what was looked at any more, so there is something new to look at.
        if (toFailure(thrown).code === 'file_changed') again();
        throw thrown;
      }
    },
    {
      showsFailure: true,
      onDone: (result) => {
        setWritten(result);
        onWritten();
      },
    },
  );
  const isChanged = shown.files.some((file) => file.isChanged);
  const names = shown.files.map(({ path }) => nameOf(path)).join(', ');
  const start = (): void => {
    setWritten(null);
    if (plan !== null) write.run(plan);
  };
  return (
    <>
      {write.failure !== null && (
        <Note level="error" isLive>
          {explain(write.failure)}
          {write.failure.code === 'file_changed' && <div>{t('dbgptPage.preview.again')}</div>}
        </Note>
      )}
      <Warnings warnings={shown.warnings} />
      {shown.files.map((file) => (
        <FilePreview key={file.path} file={file} />
      ))}
      {written === null && !isChanged && <Note level="info">{t('dbgptPage.preview.same')}</Note>}
      {isChanged && <RevealSwitch preview={preview} />}
      {written !== null && <WrittenNote written={written} />}
      <div className={classes.end}>
        <CopyExport preview={preview} variant="default" />
        {isChanged && (
          <Button
            variant={shown.isDemo ? 'default' : 'filled'}
            loading={write.isPending}
            disabled={plan === null}
            onClick={start}
          >
            {shown.isDemo ? t('dbgptPage.write.demo') : t('dbgptPage.write', { file: names })}
          </Button>
        )}
      </div>
    </>
  );
}

function FilePreview({ file }: { file: PlannedFile }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.file}>
      <div className={classes.bar}>
        <span className={classes.path}>{file.path}</span>
        {file.before === null && <Tag>{t('dbgptPage.preview.new')}</Tag>}
        {file.isChanged && (
          <span className={classes.quiet}>
            {t('dbgptPage.preview.counts', {
              added: countOf(file.hunks, 'added'),
              removed: countOf(file.hunks, 'removed'),
            })}
          </span>
        )}
      </div>
      {file.problems.length > 0 && (
        <Note level="warning">
          <strong>{t('dbgptPage.problems')}</strong>
          <JudgedLines label={t('dbgptPage.problems')} lines={file.problems} />
        </Note>
      )}
      {file.hunks.length > 0 && <FileDiff file={file} />}
    </div>
  );
}

function countOf(hunks: readonly DiffHunk[], kind: 'added' | 'removed'): number {
  return hunks.flatMap(({ lines }) => lines).filter((line) => line.kind === kind).length;
}
