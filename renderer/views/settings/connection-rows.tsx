import type { ReactNode } from 'react';
import { connectionsOf } from '../../../shared/connections.ts';
import { useAppState } from '../../app-state.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Row } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import classes from './settings.module.css';

/** Everything that ModelTray connects to and listens on, so that nobody has to believe it. */
export function ConnectionRows(): ReactNode {
  const { servers, cloudProxy, dbgpt, proxy, panel } = connectionsOf(useAppState());
  const { t } = useWords();
  return (
    <>
      {servers.map(({ slug, name, address, location, asked }) => (
        <Row key={slug} label={name} hint={t(`settings.connects.${asked}`)}>
          <Address text={address}>
            <LocationBadge location={location} />
          </Address>
        </Row>
      ))}
      {servers.length === 0 && <Row label={t('settings.connects.none')}>{null}</Row>}
      {cloudProxy !== null && (
        <Row label={t('settings.connects.cloudProxy')} hint={t('settings.connects.cloudProxy.hint')}>
          <Address text={cloudProxy.address ?? t('settings.cloudProxy.system')} />
        </Row>
      )}
      <Row label={t('settings.connects.find')} hint={t('settings.connects.find.hint')} isSmall>
        <Address text="127.0.0.1" />
      </Row>
      <Row label={t('settings.connects.dbgpt')} hint={t('settings.connects.dbgpt.hint')} isSmall>
        <Address text={dbgpt} />
      </Row>
      <Row label={t('settings.connects.proxy')} hint={t('settings.connects.proxy.hint')}>
        <Address text={proxy.length === 0 ? t('settings.connects.proxy.off') : proxy.join(' · ')} />
      </Row>
      <Row label={t('settings.connects.panel')} hint={t('settings.connects.panel.hint')} isSmall>
        <Address text={panel ?? '127.0.0.1'} />
      </Row>
      <Row label={t('settings.connects.else')} hint={t('settings.connects.else.hint')}>
        {null}
      </Row>
    </>
  );
}

function Address({ text, children }: { text: string; children?: ReactNode }): ReactNode {
  return (
    <div className={classes.address}>
      <span className={classes.path}>{text}</span>
      {children}
    </div>
  );
}
