import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExportReport } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import { Warnings } from './advice.tsx';
import classes from './connect.module.css';
import type { Preview } from './use-preview.ts';

/** The whole text, for who puts it where it belongs without ModelTray. */
export function CopyPreview({ report, preview }: { report: ExportReport; preview: Preview }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Warnings warnings={report.warnings} />
      <div className={classes.bar}>
        <code>{report.fileName}</code>
        <CopyExport preview={preview} variant="filled" />
      </div>
      <CodeBlock label={t('dbgpt.text')} text={report.text} />
      <RevealSwitch preview={preview} />
      {report.isMasked && <div className={classes.quiet}>{t('dbgpt.text.masked')}</div>}
    </>
  );
}

/** Copies the whole configuration, key included; nothing is written. */
export function CopyExport({
  preview: { choice },
  variant,
}: {
  preview: Pick<Preview, 'choice'>;
  variant: 'filled' | 'default';
}): ReactNode {
  const { t } = useWords();
  return (
    <CopyButton
      variant={variant}
      label={t('dbgpt.copy')}
      text={async () => (await bridge.call('renderExport', { ...choice, reveal: true })).text}
      onCopied={() => tellDone(t('dbgpt.copied'))}
    />
  );
}

export function RevealSwitch({ preview: { isRevealed, reveal } }: { preview: Preview }): ReactNode {
  const { t } = useWords();
  return (
    <Switch
      label={t('dbgptPage.reveal')}
      checked={isRevealed}
      onChange={(event) => reveal(event.currentTarget.checked)}
    />
  );
}
