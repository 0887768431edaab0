import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { AboutRows } from './about-rows.tsx';
import { KeyRows } from './key-rows.tsx';
import { ListenRows } from './listen-rows.tsx';
import { LogRows } from './log-rows.tsx';
import { LockRows, UnknownModelRow } from './model-rows.tsx';
import { NotificationRows } from './notification-rows.tsx';
import { PortRow } from './port-row.tsx';
import classes from './settings.module.css';
import { WindowRows } from './window-rows.tsx';

// Their fields are heavy and stand below the fold.
const AllowedRows = lazy(() => import('./allowed-rows.tsx').then((m) => ({ default: m.AllowedRows })));
const ClientKeys = lazy(() => import('./client-keys.tsx').then((m) => ({ default: m.ClientKeys })));
const ConnectionRows = lazy(() =>
  import('./connection-rows.tsx').then((m) => ({ default: m.ConnectionRows })),
);
const TimeoutRows = lazy(() => import('./timeout-rows.tsx').then((m) => ({ default: m.TimeoutRows })));
const WholeRows = lazy(() => import('./whole-rows.tsx').then((m) => ({ default: m.WholeRows })));

/** What the user wants of ModelTray; every change holds at once. */
export function SettingsView(): ReactNode {
  const { settingsReadOnly, capabilities } = useAppState();
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
          <Suspense fallback={null}>
            <ClientKeys />
          </Suspense>
        </Section>
        <Section title={t('settings.timeouts')}>
          <Suspense fallback={null}>
            <TimeoutRows />
          </Suspense>
        </Section>
        <Section title={t('settings.models')}>
          <UnknownModelRow />
        </Section>
        <Section title={t('settings.locks')}>
          <LockRows />
        </Section>
        <Section title={t('settings.lists')}>
          <Suspense fallback={null}>
            <AllowedRows />
          </Suspense>
        </Section>
        {capabilities.notify && (
          <Section title={t('settings.notifications')}>
            <NotificationRows />
          </Section>
        )}
        <Section title={t('settings.logs')}>
          <LogRows />
        </Section>
        <Section title={t('settings.whole')}>
          <Suspense fallback={null}>
            <WholeRows />
          </Suspense>
        </Section>
      </fieldset>
      <Section title={t('settings.connects')} hint={t('settings.connects.hint')}>
        <Suspense fallback={null}>
          <ConnectionRows />
        </Suspense>
      </Section>
      <Section title={t('settings.about')}>
        <AboutRows />
      </Section>
    </>
  );
}
