import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { AboutRows } from './about-rows.tsx';
import { AllowedRows } from './allowed-rows.tsx';
import { ClientKeys } from './client-keys.tsx';
import { KeyRows } from './key-rows.tsx';
import { ListenRows } from './listen-rows.tsx';
import { LogRows } from './log-rows.tsx';
import { LockRows, UnknownModelRow } from './model-rows.tsx';
import { PortRow } from './port-row.tsx';
import { TimeoutRows } from './timeout-rows.tsx';
import { WholeRows } from './whole-rows.tsx';
import classes from './settings.module.css';
import { WindowRows } from './window-rows.tsx';

/** What the user wants of ModelTray; every change holds at once. */
export function SettingsView(): ReactNode {
  const { settingsReadOnly } = useAppState();
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('settings.title')} />
      {settingsReadOnly && (
        <div className={classes.readOnly}>
          <Note level="warning">{t('settings.readOnly')}</Note>
        </div>
      )}
      <fieldset disabled={settingsReadOnly} className={classes.all}>
        <Section title={t('settings.window')}>
          <WindowRows />
        </Section>
        <Section title={t('settings.connection')}>
          <PortRow />
          <ListenRows />
        </Section>
        <Section title={t('settings.access')}>
          <KeyRows />
        </Section>
        <Section title={t('settings.keys')} hint={t('settings.keys.hint')}>
          <ClientKeys />
        </Section>
        <Section title={t('settings.timeouts')}>
          <TimeoutRows />
        </Section>
        <Section title={t('settings.models')}>
          <UnknownModelRow />
        </Section>
        <Section title={t('settings.locks')}>
          <LockRows />
        </Section>
        <Section title={t('settings.lists')}>
          <AllowedRows />
        </Section>
        <Section title={t('settings.logs')}>
          <LogRows />
        </Section>
        <Section title={t('settings.whole')}>
          <WholeRows />
        </Section>
      </fieldset>
      <Section title={t('settings.about')}>
        <AboutRows />
      </Section>
    </>
  );
}
