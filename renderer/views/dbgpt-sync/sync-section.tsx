import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import { AutomaticWrites } from './automatic-writes.tsx';
import { StaleFile } from './stale-file.tsx';
import { SyncSwitches } from './sync-switches.tsx';
import classes from './sync.module.css';

interface SyncSectionProps {
  /** How often something was written or given back on this page. */
  writes?: number;
  /** Something was written or given back here. */
  onWritten?: () => void;
}

/** DB-GPT's files and the active model kept in step: the switches, what is out of date, and what was written unasked. */
export function SyncSection({ writes = 0, onWritten }: SyncSectionProps): ReactNode {
  const { settings, exports, notices, active, proxy } = useAppState();
  const { t, explain } = useWords();
  const said = notices.map(({ id, text }) => [id, text.params]);
  const version = JSON.stringify([writes, settings, exports, said, active?.info?.context, proxy.port]);
  const list = useCall('listExports', {}, version);
  const again = (): void => {
    list.again();
    onWritten?.();
  };
  const files = list.latest?.exports ?? [];
  const stale = files.filter(({ freshness }) => freshness !== 'current');
  const automatic = list.latest?.automatic ?? [];
  return (
    <div className={classes.section}>
      <Section title={t('sync.title')} hint={t('sync.hint')}>
        <SyncSwitches />
        <div className={classes.body}>
          {list.failure !== null && <Note level="error">{explain(list.failure)}</Note>}
          {list.latest !== null && files.length === 0 && (
            <span className={classes.quiet}>{t('sync.files.none')}</span>
          )}
          {files.length > 0 && stale.length === 0 && (
            <span className={classes.quiet}>{t('sync.files.current', { count: files.length })}</span>
          )}
          {stale.length > 0 && (
            <ul className={classes.list} aria-label={t('sync.files')}>
              {stale.map((entry) => (
                <StaleFile key={entry.id} entry={entry} onWritten={again} />
              ))}
            </ul>
          )}
          {automatic.length > 0 && <AutomaticWrites writes={automatic} onUndone={again} />}
          <Disclosure label={t('sync.restart')}>{() => <WhatNeedsARestart />}</Disclosure>
        </div>
      </Section>
    </div>
  );
}

function WhatNeedsARestart(): ReactNode {
  const { t } = useWords();
  return (
    <ul className={classes.restart}>
      <li>{t('sync.restart.active')}</li>
      <li>{t('sync.restart.file')}</li>
      <li>{t('sync.restart.env')}</li>
      <li>{t('sync.restart.api')}</li>
    </ul>
  );
}
