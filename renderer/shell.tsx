import { UnstyledButton } from '@mantine/core';
import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconHome,
  IconPlugConnected,
  IconServer2,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ComponentType, ReactNode, RefObject } from 'react';
import type { Page } from '../shared/bridge.ts';
import { pageHash, pages } from '../shared/bridge.ts';
import { useAppState, useLive } from './app-state.ts';
import { bridge } from './bridge.ts';
import { Brand } from './components/brand.tsx';
import { ConnectionNote } from './components/connection-note.tsx';
import { Crash } from './components/crash.tsx';
import { ProxyMark } from './components/proxy-mark.tsx';
import { pageNames } from './page-names.ts';
import { views } from './page-views.tsx';
import { PaletteOpener } from './palette/palette-opener.tsx';
import { openPage, useRoute } from './route.ts';
import classes from './shell.module.css';
import { useWords } from './words.ts';

const icons: Record<Page, ComponentType<{ size: number; stroke: number }>> = {
  home: IconHome,
  servers: IconServer2,
  dbgpt: IconPlugConnected,
  activity: IconActivity,
  settings: IconAdjustmentsHorizontal,
};
/** The frame of the pages: a side bar, or a bar along the top where the window is narrow. */
export function Shell(): ReactNode {
  const { page, server } = useRoute();
  const title = useTitle();
  const { t } = useWords();
  const { connection } = useLive();
  const main = useRef<HTMLElement>(null);
  const View = views[page];
  useEffect(() => bridge.onOpenPage(openPage), []);
  useEffect(() => {
    document.title = title;
  }, [title]);
  usePlace(main);
  return (
    <div className={classes.frame}>
      <UnstyledButton className={classes.skip} onClick={() => main.current?.focus()}>
        {t('window.skipToContent')}
      </UnstyledButton>
      <header className={classes.side}>
        <div className={classes.brand}>
          <Brand />
        </div>
        <PaletteOpener />
        <Nav page={page} />
        <ProxyMark />
      </header>
      <main className={classes.main} ref={main} tabIndex={-1}>
        {connection === 'lost' && <ConnectionNote />}
        <div
          className={classes.column}
          data-wide={server !== null || undefined}
          data-full={page === 'activity' || undefined}
        >
          <Crash key={`${page}/${server ?? ''}`}>
            <View />
          </Crash>
        </div>
      </main>
    </div>
  );
}

/** The page's name, or that of the server whose page it is. */
function useTitle(): string {
  const { page, server } = useRoute();
  const { upstreams } = useAppState();
  const { t } = useWords();
  const name = upstreams.find(({ slug }) => slug === server)?.name;
  return t('window.title', { page: name ?? t(pageNames[page]) });
}

/** Each place starts at its top; back from a server's page the focus is not left on what is gone. */
function usePlace(main: RefObject<HTMLElement | null>): void {
  const { page, server } = useRoute();
  const before = useRef<string | null>(server);
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (before.current !== null && server === null && page === 'servers') main.current?.focus();
    before.current = server;
  }, [page, server, main]);
}

function Nav({ page }: { page: Page }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      {pages.map((name) => {
        const Icon = icons[name];
        return (
          <a
            key={name}
            href={pageHash(name)}
            className={classes.link}
            aria-current={name === page ? 'page' : undefined}
            onPointerEnter={views[name].ahead}
            onFocus={views[name].ahead}
          >
            <Icon size={18} stroke={1.6} />
            <span>{t(pageNames[name])}</span>
          </a>
        );
      })}
    </nav>
  );
}
