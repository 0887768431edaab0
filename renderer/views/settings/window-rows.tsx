import { SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { useChange } from './use-change.ts';

/** A language is always written in itself. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const;

export function WindowRows(): ReactNode {
  const { settings, settingsReadOnly, capabilities } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return (
    <>
      <Row label={t('settings.language')}>
        <SegmentedControl
          aria-label={t('settings.language')}
          disabled={settingsReadOnly}
          value={settings.window.language}
          onChange={(language) => change.run({ window: { language } })}
          data={[
            { value: 'system', label: t('settings.language.system') },
            { value: 'en', label: languageNames.en },
            { value: 'zh-CN', label: languageNames['zh-CN'] },
          ]}
        />
      </Row>
      <Row label={t('settings.theme')}>
        <SegmentedControl
          aria-label={t('settings.theme')}
          disabled={settingsReadOnly}
          value={settings.window.theme}
          onChange={(theme) => change.run({ window: { theme } })}
          data={[
            { value: 'system', label: t('settings.theme.system') },
            { value: 'light', label: t('settings.theme.light') },
            { value: 'dark', label: t('settings.theme.dark') },
          ]}
        />
      </Row>
      {capabilities.startAtLogin && <LoginRows />}
    </>
  );
}

function LoginRows(): ReactNode {
  const { startAtLogin, settings } = useAppState();
  const { t } = useWords();
  const setLogin = useAction((on: boolean) => bridge.call('setStartAtLogin', { on }));
  const change = useChange();
  return (
    <>
      <Row label={t('settings.startAtLogin')} hint={t('settings.startAtLogin.hint')} isSmall>
        <Switch
          aria-label={t('settings.startAtLogin')}
          checked={startAtLogin}
          disabled={setLogin.isPending}
          onChange={(event) => setLogin.run(event.currentTarget.checked)}
        />
      </Row>
      <Row label={t('settings.startHidden')} isSmall>
        <Switch
          aria-label={t('settings.startHidden')}
          checked={settings.window.startHidden}
          onChange={(event) => change.run({ window: { startHidden: event.currentTarget.checked } })}
        />
      </Row>
    </>
  );
}
