import type { ReactNode } from 'react';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';

/** How to tell the versions apart without running anything. */
export function HowToLook(): ReactNode {
  const { t } = useWords();
  return (
    <Section title={t('dbgpt.look.title')}>
      <div className={classes.look}>
        {t('dbgpt.look.folder')}
        <ul className={classes.steps}>
          <li>{t('dbgpt.look.old')}</li>
          <li>{t('dbgpt.look.new')}</li>
        </ul>
        {t('dbgpt.look.start')}
        <ul className={classes.steps}>
          <li>{t('dbgpt.look.start.old')}</li>
          <li>{t('dbgpt.look.start.new')}</li>
        </ul>
      </div>
    </Section>
  );
}
