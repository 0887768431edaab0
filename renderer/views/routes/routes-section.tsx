import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import entry from '../../components/entry.module.css';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { startSession } from './edit-session.ts';
import type { EditSession } from './edit-session.ts';
import { RemoveRouteDialog } from './remove-route-dialog.tsx';
import { RouteCard } from './route-card.tsx';
import { routeViews } from './route-views.ts';
import classes from './routes.module.css';
import { lazyPart } from '../../lazy-part.tsx';

const RouteEditor = lazyPart(() => import('./route-editor.tsx').then((m) => m.RouteEditor));
const TryOut = lazyPart(() => import('./try-out.tsx').then((m) => m.TryOut));

/** Where names lead: every route, and the way to change, try and remove one. */
export function RoutesSection(): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const [session, setSession] = useState<EditSession | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const [trying, setTrying] = useState<string | null>(null);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });
  const edit = useCallback(
    (alias: string | null): void =>
      setSession(startSession(latest.current, alias, t('routes.group.numbered', { number: 1 }))),
    [t],
  );
  return (
    <div className={classes.section}>
      <Section title={t('routes.title')} hint={t('routes.intro')}>
        <ul className={entry.list}>
          {routeViews(state).map((view) => (
            <RouteCard key={view.alias} view={view} onEdit={edit} onTry={setTrying} onRemove={setRemoving} />
          ))}
        </ul>
        <div className={classes.add}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={state.settingsReadOnly}
            onClick={() => edit(null)}
          >
            {t('routes.add')}
          </Button>
          <p className={classes.purpose}>{t('routes.add.hint')}</p>
        </div>
      </Section>
      <RemoveRouteDialog alias={removing} onClose={() => setRemoving(null)} />
      <RouteEditor
        session={session}
        onChange={(change: (session: EditSession) => EditSession) =>
          setSession((now) => (now === null ? null : change(now)))
        }
        onReload={() => edit(session?.alias ?? null)}
        onClose={() => setSession(null)}
      />
      <TryOut alias={trying} onClose={() => setTrying(null)} />
    </div>
  );
}
