import { useRef } from 'react';
import type { ReactNode } from 'react';
import { Title, VisuallyHidden } from '@mantine/core';
import { useAppState } from '../../app-state.ts';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { Playground } from '../ask/playground.tsx';
import { ActiveStop } from './active-stop.tsx';
import { AddressStop } from './address-stop.tsx';
import { EmbeddingRow } from './embedding-row.tsx';
import classes from './line.module.css';
import { Notices } from './notices.tsx';
import { Traffic } from './traffic/traffic.tsx';

/** Is it running, where, and who answers. What needs a model, or a server, waits until there is one. */
export function Home(): ReactNode {
  const { t } = useWords();
  const { active, upstreams } = useAppState();
  const line = useRef<HTMLElement>(null);
  const goToModels = (): void => line.current?.querySelector<HTMLInputElement>('input')?.focus();
  return (
    <>
      <VisuallyHidden>
        <Title order={1}>{t('nav.home')}</Title>
      </VisuallyHidden>
      <Notices onChangeActive={goToModels} />
      <section className={classes.line} ref={line}>
        <AddressStop />
        <ActiveStop />
      </section>
      {active !== null && (
        <Section title={t('ask.title')} hint={t('ask.hint')}>
          <Playground />
        </Section>
      )}
      <Traffic />
      {upstreams.length > 0 && (
        <Section title={t('home.embedding')} hint={t('home.embedding.hint')}>
          <EmbeddingRow />
        </Section>
      )}
    </>
  );
}
