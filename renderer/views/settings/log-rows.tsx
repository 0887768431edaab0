import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { logLevels } from '../../../shared/preferences.ts';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { useChange } from './use-change.ts';

/** How much goes into the log on disk. */
export function LogRows(): ReactNode {
  const { settings, settingsReadOnly } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return (
    <Row label={t('settings.logs.level')} hint={t('settings.logs.hint')}>
      <SegmentedControl
        aria-label={t('settings.logs.level')}
        disabled={settingsReadOnly}
        value={settings.logs.level}
        onChange={(level) => change.run({ logs: { level } })}
        data={logLevels.map((value) => ({ value, label: t(`settings.logs.${value}`) }))}
      />
    </Row>
  );
}
