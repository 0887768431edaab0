import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  title: string;
  text: string;
  children?: ReactNode;
}

/** What a page is for while it has nothing to show, and the button that goes on. */
export function EmptyState({ title, text, children }: EmptyStateProps): ReactNode {
  return (
    <div className={classes.empty}>
      <Text fw={560} size="lg">
        {title}
      </Text>
      <Text c="dimmed" maw="32rem">
        {text}
      </Text>
      {children !== undefined && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
