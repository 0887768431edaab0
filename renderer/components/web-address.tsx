import type { ReactNode } from 'react';
import { useAppState } from '../app-state.ts';
import { useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './web-address.module.css';

/**
 * An address in the web. A browser opens it as a link; the desktop window leads nowhere but to its own pages, so there
 * it is shown in full, to be copied.
 */
export function WebAddress({ name, url }: { name: string; url: string }): ReactNode {
  const { shell } = useAppState();
  const { t } = useWords();
  if (shell !== 'desktop') {
    return (
      <a className={classes.link} href={url} target="_blank" rel="noopener noreferrer">
        {name}
      </a>
    );
  }
  return (
    <span className={classes.place}>
      <span>
        {name}: <span className={classes.url}>{url}</span>
      </span>
      <CopyButton label={t('cloud.link.copy', { name })} text={url} />
    </span>
  );
}
