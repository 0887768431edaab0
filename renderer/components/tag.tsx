import type { ReactNode } from 'react';
import classes from './tag.module.css';

export function Tag({ children, isAccent = false }: { children: ReactNode; isAccent?: boolean }): ReactNode {
  return (
    <span className={classes.tag} data-accent={isAccent || undefined}>
      {children}
    </span>
  );
}
