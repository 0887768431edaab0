import { Drawer } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import classes from './sheet.module.css';

interface SheetProps {
  isOpen: boolean;
  title: string;
  /** False where closing by accident would lose something: a click beside it does nothing then. */
  closesOutside?: boolean;
  onClose: () => void;
  /** A `SheetBar` perhaps, and a `SheetBody`. */
  children: ReactNode;
}

/** A task beside the page, with a head of its own. */
export function Sheet({ isOpen, title, closesOutside = true, onClose, children }: SheetProps): ReactNode {
  const { t } = useWords();
  // Mantine gives the focus back only where it saw the opening: a sheet that was loaded late opens after it is there.
  const isThere = useMounted();
  return (
    <Drawer.Root
      opened={isOpen && isThere}
      onClose={onClose}
      position="right"
      size="40rem"
      closeOnClickOutside={closesOutside}
      transitionProps={{ duration: 0 }}
      // Not as `className` of the content: its outer box, which only places it, would get that too.
      classNames={{ content: classes.content, title: classes.title }}
    >
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content>
        {/* Mantine's own head is a landmark, a second banner beside the window's. */}
        <div className={classes.header}>
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('window.close')} />
        </div>
        {children}
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** What stays in sight above the content: how far it is, and the button that ends it. */
export function SheetBar({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes.bar}>{children}</div>;
}

/** The part that scrolls. */
export function SheetBody({ children }: { children: ReactNode }): ReactNode {
  return <Drawer.Body className={classes.body}>{children}</Drawer.Body>;
}
