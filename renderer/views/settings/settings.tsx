import { Anchor } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
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
import { lazyPart } from '../../lazy-part.tsx';

// Their fields are heavy and stand below the fold.
const AllowedRows = lazyPart(() => import('./allowed-rows.tsx').then((m) => m.AllowedRows));
const ClientKeys = lazyPart(() => import('./client-keys.tsx').then((m) => m.ClientKeys));
const ConnectionRows = lazyPart(() => import('./connection-rows.tsx').then((m) => m.ConnectionRows));
const CloudProxyRows = lazyPart(() => import('./cloud-proxy-rows.tsx').then((m) => m.CloudProxyRows));
const TimeoutRows = lazyPart(() => import('./timeout-rows.tsx').then((m) => m.TimeoutRows));
const WholeRows = lazyPart(() => import('./whole-rows.tsx').then((m) => m.WholeRows));

type Part =
  | 'window'
  | 'connection'
  | 'access'
  | 'keys'
  | 'timeouts'
  | 'cloudProxy'
  | 'models'
  | 'locks'
  | 'lists'
  | 'notifications'
  | 'logs'
  | 'whole'
  | 'connects'
  | 'about';

/** In the page's order. */
const contents: Readonly<Record<Part, ComponentType>> = {
  window: WindowRows,
  connection: ConnectionFields,
  access: KeyRows,
  keys: ClientKeys,
  timeouts: TimeoutRows,
  cloudProxy: CloudProxyRows,
  models: UnknownModelRow,
  locks: LockRows,
  lists: AllowedRows,
  notifications: NotificationRows,
  logs: LogRows,
  whole: WholeRows,
  connects: ConnectionRows,
  about: AboutRows,
};
const parts = Object.keys(contents) as Part[];
/** What changes nothing works where the settings cannot be written, too. */
const readOnlyParts: readonly Part[] = ['connects', 'about'];
const hints = { keys: 'settings.keys.hint', connects: 'settings.connects.hint' } as const;

/** What the user wants of ModelTray; every change holds at once. */
export function SettingsView(): ReactNode {
  const { settingsReadOnly, capabilities } = useAppState();
  const { t } = useWords();
  const shown = parts.filter((part) => part !== 'notifications' || capabilities.notify);
  return (
    <>
      <PageHeader title={t('settings.title')} />
      {settingsReadOnly && (
        <div className={classes.readOnly}>
          <Note level="warning">{t('settings.readOnly')}</Note>
        </div>
      )}
      <Anchors parts={shown} />
      <fieldset disabled={settingsReadOnly} className={classes.all}>
        {shown.filter((part) => !readOnlyParts.includes(part)).map(showPart)}
      </fieldset>
      {readOnlyParts.map(showPart)}
    </>
  );
}

const showPart = (part: Part): ReactNode => <PartSection key={part} part={part} />;
const anchorOf = (part: Part): string => `settings-${part}`;

function PartSection({ part }: { part: Part }): ReactNode {
  const { t } = useWords();
  const Content = contents[part];
  const hint = part === 'keys' || part === 'connects' ? { hint: t(hints[part]) } : {};
  return (
    <Section title={t(`settings.${part}`)} anchor={anchorOf(part)} {...hint}>
      <Content />
    </Section>
  );
}

/** The page is long: straight to a part of it. The address names the page, so these are buttons and no links. */
function Anchors({ parts: shown }: { parts: readonly Part[] }): ReactNode {
  const { t } = useWords();
  const go = (part: Part): void => {
    const heading = document.getElementById(anchorOf(part));
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav aria-label={t('settings.anchors')}>
      <ul className={classes.anchors}>
        {shown.map((part) => (
          <li key={part}>
            <Anchor component="button" type="button" size="sm" onClick={() => go(part)}>
              {t(`settings.${part}`)}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ConnectionFields(): ReactNode {
  return (
    <>
      <PortRow />
      <ListenRows />
    </>
  );
}
