import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Note } from '../../components/note.tsx';
import { Sheet, SheetBar, SheetBody } from '../../components/sheet.tsx';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import classes from './editor.module.css';
import { imaginedFor, toHypothetical } from './hypothetical.ts';
import { TryForm } from './try-form.tsx';
import { TryResult } from './try-result.tsx';

interface TryOutProps {
  /** Null while nothing is tried, and the sheet is closed. */
  alias: string | null;
  onClose: () => void;
}

/** Where an imagined request would go, and why. The planner runs; no request is sent. */
export function TryOut({ alias, onClose }: TryOutProps): ReactNode {
  const { t } = useWords();
  return (
    <Sheet isOpen={alias !== null} title={t('routes.try.title')} onClose={onClose}>
      {alias !== null && <Content key={alias} alias={alias} />}
    </Sheet>
  );
}

const typingPauseMs = 150;

function Content({ alias }: { alias: string }): ReactNode {
  const { t, explain } = useWords();
  const [imagined, setImagined] = useState(() => imaginedFor(alias));
  const [settled] = useDebouncedValue(imagined, typingPauseMs);
  const { latest, failure } = useCall('explainRoute', toHypothetical(settled), useVersion());
  return (
    <>
      <SheetBar>
        <p className={classes.barText}>{t('routes.try.intro')}</p>
      </SheetBar>
      <SheetBody>
        <div className={classes.form}>
          <TryForm imagined={imagined} onChange={setImagined} />
          {failure !== null && (
            <Note level="error" isLive>
              {explain(failure)}
            </Note>
          )}
          {failure === null && latest !== null && <TryResult explained={latest} />}
        </div>
      </SheetBody>
    </>
  );
}

/** Changes with everything that the state knows of where requests go, so that the answer is never an old one. */
function useVersion(): string {
  const { settings, upstreams } = useAppState();
  const servers = upstreams.map(({ slug, health, inFlight, pausedUntil, modelCount }) => [
    slug,
    health,
    inFlight,
    pausedUntil,
    modelCount,
  ]);
  return JSON.stringify([settings.routes, settings.locks, settings.upstreams, servers]);
}
