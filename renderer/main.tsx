import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followState } from './app-state.ts';
import { browserLocale } from './browser-locale.ts';
import { loadCatalogue } from './catalogues.ts';
import { views } from './page-views.tsx';
import { routeOf } from './places.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  // All at once, and first what is waited for longest: the state, then the texts, then the page.
  followState();
  await Promise.all([loadCatalogue(browserLocale()), views[routeOf(window.location.hash).page].loaded()]);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

// Not awaited here: the page's own file imports what is shared with this one, and would wait for it in turn.
start().catch(reportError);
