import { ScrollArea } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './code-block.module.css';

/** Text to be copied as it stands; the keyboard scrolls it. */
export function CodeBlock({ label, text }: { label: string; text: string }): ReactNode {
  return (
    <ScrollArea.Autosize
      mah={340}
      type="auto"
      className={classes.block}
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}
    >
      <pre className={classes.text}>{text}</pre>
    </ScrollArea.Autosize>
  );
}
