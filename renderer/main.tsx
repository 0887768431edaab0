import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { localeFor } from '../shared/i18n/index.ts';
import { App } from './app.tsx';
import { loadCatalogue } from './catalogues.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// Until the core says otherwise the window speaks the browser's language.
await loadCatalogue(localeFor(navigator.language));
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
