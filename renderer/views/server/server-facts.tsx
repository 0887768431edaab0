import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { HealthMark } from '../../components/health-mark.tsx';
import { Section } from '../../components/section.tsx';
import { softwareText } from '../../components/software.ts';
import { useWords } from '../../words.ts';
import classes from './server.module.css';

/** What is known of the server itself. */
export function ServerFacts({ server }: { server: UpstreamState }): ReactNode {
  const { t, format } = useWords();
  const { name, kind, product, baseUrl, version, keyState, checkedAt } = server;
  const lookedAt = checkedAt === null ? t('serverPage.lookedAt.never') : format.since(checkedAt);
  return (
    <Section title={t('serverPage.about')}>
      <dl className={classes.facts}>
        <Fact label={t('server.address')}>
          <span className={classes.mono}>{baseUrl}</span>
          <CopyButton label={t('serverPage.address.copy', { name })} text={baseUrl} />
        </Fact>
        <Fact label={t('serverPage.health')}>
          <HealthMark server={server} isDetailed />
        </Fact>
        <Fact label={t('serverPage.lookedAt')}>{lookedAt}</Fact>
        <Fact label={t('serverPage.software')}>{softwareText(kind, product, t)}</Fact>
        <Fact label={t('serverPage.version')}>
          {version ?? <span className={classes.quiet}>{t('serverPage.unknown')}</span>}
        </Fact>
        <Fact label={t('server.key')}>
          {keyState === 'none' ? t('serverPage.key.none') : t(`servers.key.${keyState}`)}
        </Fact>
      </dl>
    </Section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
