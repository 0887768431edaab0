import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AliasState, AppState } from '../../../shared/app-state.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState, useServers } from '../../app-state.ts';
import { ContextWarning } from '../../components/context-warning.tsx';
import type { Tone } from '../../components/health.ts';
import { healthTones } from '../../components/health.ts';
import { HealthMark } from '../../components/health-mark.tsx';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Note } from '../../components/note.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { lockOnActive } from '../../locks.ts';
import { hasModels } from '../../model-options.ts';
import { serverHash } from '../../places.ts';
import { openPage } from '../../route.ts';
import { verdictOf } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import { ActiveSelect } from './active-select.tsx';
import { contextText } from './context-text.ts';
import classes from './line.module.css';

/** Who answers, where that runs, and why it was chosen. */
export function ActiveStop(): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const tone = toneOf(state);
  return (
    <div className={classes.stop} data-flow={state.proxy.status === 'running' ? tone : undefined}>
      <span className={classes.mark} data-tone={tone} aria-hidden="true" />
      <div>
        <div className={classes.head}>
          <span className={classes.kicker}>{t('home.active')}</span>
        </div>
        {state.active === null ? <NoModel /> : <Chosen active={state.active} />}
      </div>
    </div>
  );
}

function toneOf(state: AppState): Tone {
  const { active, upstreams } = state;
  if (active === null) return 'idle';
  if (active.isDemo) return 'warn';
  if (lockOnActive(state) !== null) return 'bad';
  const upstream = upstreams.find(({ slug }) => slug === active.upstream);
  const tone = upstream === undefined ? 'idle' : healthTones[upstream.health];
  return tone === 'idle' ? 'good' : tone;
}

function Chosen({ active }: { active: AliasState }): ReactNode {
  const { t } = useWords();
  if (active.isDemo) {
    return (
      <>
        <div className={classes.model}>{t('home.active.demo')}</div>
        <p className={classes.quiet}>{t('home.active.demo.text')}</p>
        <Onward label={t('home.active.connect')} />
      </>
    );
  }
  return (
    <>
      <div className={classes.model} data-testid="active-model">
        {active.model}
      </div>
      <Facts active={active} />
      <div className={classes.warning}>
        <LockedOut />
        <ContextWarning model={active.info} kind={active.kind} />
      </div>
      <ActiveSelect />
      <Leaving />
    </>
  );
}

/** The model stays chosen under a lock that leaves it nothing; who looks here must not take it for ready. */
function LockedOut(): ReactNode {
  const { t } = useWords();
  const lock = lockOnActive(useAppState());
  if (lock === null) return null;
  const actions = (
    <Button size="xs" variant="default" onClick={() => openPage('settings')}>
      {t('notice.do.openSettings')}
    </Button>
  );
  return (
    <Note level="error" isLive actions={actions}>
      {t('home.active.lockedOut', { lock: t(`lock.${lock}`) })}
    </Note>
  );
}

function Facts({ active }: { active: AliasState }): ReactNode {
  const { upstreams } = useAppState();
  const { t, say, format } = useWords();
  const upstream = upstreams.find(({ slug }) => slug === active.upstream);
  const verdict = verdictOf(upstream, active.model);
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t('home.runsOn')}</dt>
          <dd>
            <a className={classes.server} href={serverHash(active.upstream)}>
              {active.upstreamName}
            </a>{' '}
            <LocationBadge location={active.location} />
          </dd>
        </div>
        <div>
          <dt>{t('home.context')}</dt>
          <dd>{contextText(active.info, t, format)}</dd>
        </div>
        <div>
          <dt>{t('home.why')}</dt>
          <dd>{t(`choice.${active.chosen}`)}</dd>
        </div>
        <div>
          <dt>{t('home.check')}</dt>
          <dd>
            {verdict === null ? (
              <a className={classes.server} href={serverHash(active.upstream)}>
                {t('home.check.none')}
              </a>
            ) : (
              <VerdictMark verdict={verdict.verdict} />
            )}
          </dd>
        </div>
      </dl>
      {upstream !== undefined && upstream.health !== 'healthy' && upstream.health !== 'unknown' && (
        <p className={classes.quiet} role="status">
          {upstream.name}: <HealthMark server={upstream} />
          {upstream.healthDetail !== null && <> · {say(upstream.healthDetail)}</>}
        </p>
      )}
      {upstream?.health === 'healthy' && active.info === null && (
        <p className={classes.quiet}>{t('home.active.missing', { server: upstream.name })}</p>
      )}
    </>
  );
}

function Leaving(): ReactNode {
  const { traffic } = useAppState();
  const { t } = useWords();
  return traffic.draining.map((left) => (
    <p className={classes.quiet} key={qualifiedId(left)}>
      {t('home.active.draining', { count: left.count, model: left.model })}
    </p>
  ));
}

function NoModel(): ReactNode {
  const { isLooking, upstreams } = useAppState();
  const { t } = useWords();
  if (isLooking) {
    return (
      <p className={classes.quiet} role="status">
        <Loader size={12} color="gray" /> {t('home.active.looking')}
      </p>
    );
  }
  return (
    <>
      <div className={classes.model}>{t('home.active.none')}</div>
      <p className={classes.quiet}>
        {t(upstreams.length === 0 ? 'home.active.none.text' : 'home.active.none.locked')}
      </p>
      <Onward label={t(upstreams.length === 0 ? 'home.active.connect' : 'notice.do.openServers')} />
    </>
  );
}

/** With models to choose from, the choice; else the way to some. */
function Onward({ label }: { label: string }): ReactNode {
  const { active } = useAppState();
  const canChoose = hasModels(useServers(), 'chat');
  if (canChoose) return <ActiveSelect />;
  return (
    <Button variant={active === null ? 'filled' : 'default'} onClick={() => openPage('servers')}>
      {label}
    </Button>
  );
}
