import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { logLevels } from '../../../shared/preferences.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './settings.module.css';
import { useChange } from './use-change.ts';

/** How much goes into the log on disk. */
export function LogRows(): ReactNode {
  const { settings, settingsReadOnly, capabilities } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return (
    <>
      <Row label={t('settings.logs.level')} hint={t('settings.logs.hint')} isSmall>
        <SegmentedControl
          aria-label={t('settings.logs.level')}
          disabled={settingsReadOnly}
          value={settings.logs.level}
          onChange={(level) => change.run({ logs: { level } })}
          data={logLevels.map((value) => ({ value, label: t(`settings.logs.${value}`) }))}
        />
      </Row>
      {capabilities.openPath && <FolderRow />}
    </>
  );
}

function FolderRow(): ReactNode {
  const { dataDir } = useAppState();
  const { t } = useWords();
  // The data folder is named as its system names it, and shows which separator that is.
  const path = `${dataDir}${dataDir.includes('\\') ? '\\' : '/'}logs`;
  const open = useAction(() => bridge.call('openPath', { path }));
  return (
    <Row label={t('settings.logs.folder')} hint={<span className={classes.path}>{path}</span>} isSmall>
      <Button size="xs" variant="default" loading={open.isPending} onClick={open.run}>
        {t('settings.logs.folder.open')}
      </Button>
    </Row>
  );
}
