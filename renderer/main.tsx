import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followState } from './app-state.ts';
import { browserLocale } from './browser-locale.ts';
import { loadCatalogue } from './catalogues.ts';
import { loadAhead } from './page-views.ts';
import { routeOf } from './places.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// All at once, and first what is waited for longest: the state, then the texts, then the page.
followState();
const texts = loadCatalogue(browserLocale());
loadAhead(routeOf(window.location.hash).page);
await texts;
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
