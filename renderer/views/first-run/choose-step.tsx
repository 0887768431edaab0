import type { ReactNode } from 'react';
import { useAppState, useServers } from '../../app-state.ts';
import { ContextWarning } from '../../components/context-warning.tsx';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Section } from '../../components/section.tsx';
import { hasModels } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import { ActiveSelect } from '../home/active-select.tsx';
import { contextText } from '../home/context-text.ts';
import classes from './first-run.module.css';

/** The model that was chosen and why, with the choice of another. */
export function ChooseStep(): ReactNode {
  const { active } = useAppState();
  const { t, format } = useWords();
  const canChoose = hasModels(useServers(), 'chat');
  return (
    <Section>
      <div className={classes.choose}>
        {active === null && <div className={classes.model}>{t('home.active.none')}</div>}
        {active?.isDemo === true && (
          <div>
            <div className={classes.model}>{t('home.active.demo')}</div>
            <span className={classes.quiet}>{t('home.active.demo.text')}</span>
          </div>
        )}
        {active?.isDemo === false && (
          <div>
            <div className={classes.model}>{active.model}</div>
            <div className={classes.facts}>
              <span>{active.upstreamName}</span>
              <LocationBadge location={active.location} />
              <span className={classes.quiet}>
                {t('live.context', { context: contextText(active.info, t, format) })}
              </span>
            </div>
            <div className={classes.quiet}>{t(`choice.${active.chosen}`)}</div>
          </div>
        )}
        {active?.isDemo === false && <ContextWarning model={active.info} kind={active.kind} />}
        {canChoose && <ActiveSelect />}
      </div>
    </Section>
  );
}
