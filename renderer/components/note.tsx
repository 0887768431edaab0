import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './note.module.css';

export type NoteLevel = 'info' | 'success' | 'warning' | 'error';

const icons: Record<
  NoteLevel,
  ComponentType<{ size: number; stroke: number; className: string | undefined }>
> = {
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  error: IconAlertTriangle,
};

interface NoteProps {
  level: NoteLevel;
  children: ReactNode;
  actions?: ReactNode;
  /** Spoken as soon as it appears. */
  isLive?: boolean;
}

/** A sentence or two that matter, with what can be done about it. */
export function Note({ level, children, actions, isLive = false }: NoteProps): ReactNode {
  const Icon = icons[level];
  const role = level === 'error' ? 'alert' : 'status';
  return (
    <div className={classes.note} data-level={level} role={isLive ? role : undefined}>
      <Icon size={18} stroke={1.7} className={classes.icon} />
      <div className={classes.text}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
