import { Button, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { healthWord } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { Dot } from '../../components/dot.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { healthTones } from '../../components/health.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { FindButton } from '../find/find-button.tsx';
import { useFind } from '../find/use-find.ts';
import { modelsText } from '../servers/models-text.ts';
import { ServerDialog } from '../servers/server-dialog.tsx';
import classes from './first-run.module.css';
import { lazyPart } from '../../lazy-part.tsx';

const FindSheet = lazyPart(() => import('../find/find-sheet.tsx').then((m) => m.FindSheet));

/** What was found, and the two ways to more. */
export function FindStep(): ReactNode {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const find = useFind();
  return (
    <>
      <Section>
        <Found isLooking={find.state.phase === 'looking'} />
      </Section>
      <div className={classes.actions}>
        <FindButton find={find} label={t('welcome.find.again')} />
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          {t('servers.add')}
        </Button>
      </div>
      <FindSheet find={find} onAddByHand={() => setAdding(true)} />
      <ServerDialog isOpen={isAdding} server={null} onClose={() => setAdding(false)} />
    </>
  );
}

function Found({ isLooking }: { isLooking: boolean }): ReactNode {
  const { upstreams, isLooking: isFirstLook } = useAppState();
  const { t } = useWords();
  const servers = upstreams.filter(({ kind }) => kind !== 'demo');
  if (servers.length === 0 && (isLooking || isFirstLook)) {
    return (
      <div className={classes.server} role="status">
        <Loader size={14} color="gray" />
        <span className={classes.quiet}>{t('home.active.looking')}</span>
      </div>
    );
  }
  if (servers.length === 0) {
    return <EmptyState title={t('welcome.find.none')} text={t('welcome.find.none.text')} />;
  }
  return (
    <ul className={classes.servers}>
      {servers.map((server) => (
        <li key={server.slug} className={classes.server}>
          <Dot tone={healthTones[server.health]} />
          <span className={classes.name}>{server.name}</span>
          <LocationBadge location={server.location} />
          <span className={classes.quiet}>{server.baseUrl}</span>
          <span className={classes.push}>
            {server.health === 'healthy' ? modelsText(server.modelCount, t) : t(healthWord(server))}
          </span>
        </li>
      ))}
    </ul>
  );
}
