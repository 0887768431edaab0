import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Locale } from '../shared/i18n/index.ts';
import { useLive } from './app-state.ts';
import { bridge } from './bridge.ts';
import { browserLocale } from './browser-locale.ts';
import { loadCatalogue } from './catalogues.ts';
import { Crash } from './components/crash.tsx';
import { Shell } from './shell.tsx';
import { resolveVariables, theme } from './theme.ts';
import { Connecting } from './views/connecting.tsx';
import { Unauthorized } from './views/unauthorized.tsx';
import { createWords, WordsProvider } from './words.ts';
import { lazyPart } from './lazy-part.tsx';

const FirstRun = lazyPart(
  () => import('./views/first-run/first-run.tsx').then((m) => m.FirstRun),
  <Connecting />,
);

/**
 * Reads no state itself: whenever it is drawn, Mantine's provider is new, and every part of Mantine's on the page is drawn
 * again, with each state that comes.
 */
export function App(): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <Spoken>
        <Appearance />
        <Notifications position="bottom-right" limit={3} />
        <Crash>
          <Content />
        </Crash>
      </Spoken>
    </MantineProvider>
  );
}

function Content(): ReactNode {
  const { connection, state } = useLive();
  useFreshServers(connection === 'live');
  if (connection === 'unauthorized') return <Unauthorized />;
  if (state === null) return <Connecting />;
  if (state.settings.window.firstRunDone) return <Shell />;
  return <FirstRun />;
}

/** No page is drawn before its texts are there in the language that the core wants. */
function Spoken({ children }: { children: ReactNode }): ReactNode {
  const { state } = useLive();
  const { spoken, isReady } = useLoaded(state?.locale ?? null);
  const words = useMemo(() => createWords(spoken), [spoken]);
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  return <WordsProvider value={words}>{isReady ? children : <Connecting />}</WordsProvider>;
}

/** The wanted language once its texts are there, the one before until then: at first the browser's, which `main.tsx` loads. */
function useLoaded(wanted: Locale | null): { spoken: Locale; isReady: boolean } {
  const { connection } = useLive();
  const [spoken, setSpoken] = useState(browserLocale);
  const [failed, setFailed] = useState<Locale | null>(null);
  const [wasReady, setWasReady] = useState(false);
  useEffect(() => {
    if (wanted === null) return;
    let isWanted = true;
    // Texts come from where the state comes from: where they fail, they are tried again with the next connection.
    loadCatalogue(wanted).then(
      () => isWanted && setSpoken(wanted),
      () => isWanted && setFailed(wanted),
    );
    return () => {
      isWanted = false;
    };
  }, [wanted, connection]);
  const isReady = wasReady || wanted === null || wanted === spoken || wanted === failed;
  if (isReady && wanted !== null && !wasReady) setWasReady(true);
  return { spoken, isReady };
}

/** ModelTray looks at farther servers only when somebody looks at it. */
function useFreshServers(isLive: boolean): void {
  useEffect(() => {
    if (!isLive) return;
    const look = (): void => {
      // What it finds comes with the state; where it fails, the connection says so itself.
      if (!document.hidden) bridge.call('lookAtServers', {}).catch(() => undefined);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isLive]);
}

/** Follows the setting; what the browser remembers only serves the first paint of the next visit. */
function Appearance(): null {
  const { state } = useLive();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const wanted = state?.settings.window.theme ?? null;
  const scheme = wanted === 'system' ? 'auto' : wanted;
  useEffect(() => {
    // Setting it to what it is would stop every transition and style the whole page anew, with each state that comes.
    if (scheme !== null && scheme !== colorScheme) setColorScheme(scheme);
  }, [scheme, colorScheme, setColorScheme]);
  return null;
}
