import { Button, TextInput } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import type { SaveReport } from '../../../shared/api.ts';
import type { ExportReport } from '../../../shared/exports.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Note } from '../../components/note.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';

interface SavePanelProps {
  report: ExportReport;
  model: string;
}

/** Has the core write the file. The window itself never writes nor downloads one. */
export function SavePanel({ report, model }: SavePanelProps): ReactNode {
  const { capabilities } = useAppState();
  const { t, explain } = useWords();
  const [folder, setFolder] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState<SaveReport | null>(null);
  const { for: target, isDemo, fileName } = report;
  const save = useAction(
    (folder: string) =>
      bridge.call('saveExport', { for: target, models: [model], folder, allowDemo: isDemo }),
    { showsFailure: true, onDone: setSaved },
  );
  const pick = useAction(() => bridge.call('pickFolder', {}), {
    onDone: ({ folder: picked }) => {
      if (picked !== null) changeFolder(picked);
    },
  });
  const changeFolder = (next: string): void => {
    setFolder(next);
    setProblem(null);
    setSaved(null);
    save.clear();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (folder.trim() === '') {
      setProblem(t('dbgpt.save.empty'));
      return;
    }
    setSaved(null);
    save.run(folder.trim());
  };
  return (
    <form className={classes.panel} onSubmit={submit} noValidate>
      <div className={classes.folder}>
        <TextInput
          className={classes.folderField}
          label={t('dbgpt.save.label')}
          description={t('dbgpt.save.hint')}
          value={folder}
          onChange={(event) => changeFolder(event.currentTarget.value)}
          error={problem ?? (save.failure === null ? null : explain(save.failure))}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div className={classes.bar}>
        {capabilities.pickFolder ? (
          <Button variant="default" leftSection={<IconFolderOpen size={16} />} onClick={() => pick.run()}>
            {t('dbgpt.save.choose')}
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" variant={isDemo ? 'default' : 'filled'} loading={save.isPending}>
          {isDemo ? t('dbgpt.save.demo') : t('dbgpt.save.do', { file: fileName })}
        </Button>
      </div>
      {saved !== null && <Saved saved={saved} fileName={fileName} folder={folder.trim()} />}
    </form>
  );
}

interface SavedProps {
  saved: SaveReport;
  fileName: string;
  folder: string;
}

function Saved({ saved, fileName, folder }: SavedProps): ReactNode {
  const { capabilities } = useAppState();
  const { t } = useWords();
  const open = useAction(() => bridge.call('openPath', { path: folder }));
  return (
    <Note
      level={saved.wasBeside ? 'warning' : 'success'}
      isLive
      actions={
        capabilities.openPath && (
          <Button size="xs" variant="default" onClick={() => open.run()}>
            {t('dbgpt.saved.open')}
          </Button>
        )
      }
    >
      {saved.wasBeside ? t('dbgpt.saved.beside', { file: fileName }) : t('dbgpt.saved')}
      <div className={classes.saved}>
        <span className={classes.path} aria-label={t('dbgpt.saved.path')}>
          {saved.path}
        </span>
        <CopyButton label={t('window.copy')} text={saved.path} />
      </div>
    </Note>
  );
}
