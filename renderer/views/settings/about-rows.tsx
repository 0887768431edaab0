import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './settings.module.css';

export function AboutRows(): ReactNode {
  const { version, dataDir, capabilities } = useAppState();
  const { t } = useWords();
  const open = useAction(() => bridge.call('openPath', { path: dataDir }));
  const again = useAction(() => bridge.call('finishFirstRun', { done: false }));
  return (
    <>
      <Row label={t('settings.firstRun')} hint={t('settings.firstRun.hint')}>
        <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.run()}>
          {t('settings.firstRun.do')}
        </Button>
      </Row>
      <Row label={t('settings.dataDir')} hint={<span className={classes.path}>{dataDir}</span>} isSmall>
        <Group gap="xs" wrap="nowrap">
          <CopyButton label={t('window.copy')} text={dataDir} />
          {capabilities.openPath && (
            <Button size="xs" variant="default" onClick={() => open.run()}>
              {t('settings.dataDir.open')}
            </Button>
          )}
        </Group>
      </Row>
      <Row label={t('settings.version')} isSmall>
        {version}
      </Row>
    </>
  );
}
