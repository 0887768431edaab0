import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SyncOut } from '../../../shared/settings.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

/** Out, with its second step where the first is taken; and in. */
export function SyncSwitches(): ReactNode {
  const { settings, settingsReadOnly } = useAppState();
  const { t } = useWords();
  const { syncOut, syncIn } = settings.dbgpt;
  const change = useAction((dbgpt: { syncOut?: SyncOut; syncIn?: boolean }) =>
    bridge.call('updateSettings', { dbgpt }),
  );
  return (
    <>
      <Row label={t('sync.out')} hint={t('sync.out.hint')} isSmall>
        <Switch
          aria-label={t('sync.out')}
          checked={syncOut !== 'off'}
          disabled={settingsReadOnly}
          onChange={(event) => change.run({ syncOut: event.currentTarget.checked ? 'review' : 'off' })}
        />
      </Row>
      {syncOut !== 'off' && (
        <Row label={t('sync.write')} hint={t('sync.write.hint')} isSmall>
          <Switch
            aria-label={t('sync.write')}
            checked={syncOut === 'write'}
            disabled={settingsReadOnly}
            onChange={(event) => change.run({ syncOut: event.currentTarget.checked ? 'write' : 'review' })}
          />
        </Row>
      )}
      <Row label={t('sync.in')} hint={t('sync.in.hint')} isSmall>
        <Switch
          aria-label={t('sync.in')}
          checked={syncIn}
          disabled={settingsReadOnly}
          onChange={(event) => change.run({ syncIn: event.currentTarget.checked })}
        />
      </Row>
    </>
  );
}
