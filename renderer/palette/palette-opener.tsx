import { UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import classes from './palette-opener.module.css';
import { lazyPart } from '../lazy-part.tsx';

const Palette = lazyPart(() => import('./palette.tsx').then((m) => m.Palette));

/** After the first page is there: what is typed right after the key must not wait for the palette. */
const loadAfterMs = 1500;

const isMac = /Mac/.test(navigator.platform);

/** The palette's button and its key; the palette itself is loaded when it is first wanted. */
export function PaletteOpener(): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(0);
  const open = (): void => setOpened((before) => before + 1);
  useEffect(() => {
    const timer = window.setTimeout(Palette.ahead, loadAfterMs);
    return () => window.clearTimeout(timer);
  }, []);
  // In fields too: nothing else in the window has this key.
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <UnstyledButton
        className={classes.opener}
        onClick={open}
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      >
        <IconSearch size={16} stroke={1.7} />
        <span className={classes.word}>{t('palette.open')}</span>
        <kbd className={classes.key} aria-hidden="true">
          {isMac ? '⌘K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      {opened > 0 && <Palette opened={opened} />}
    </>
  );
}
