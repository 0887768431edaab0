import { IconCircleCheck, IconCircleX, IconTool } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { Verdict } from '../../shared/conformance.ts';
import { verdictTones } from '../verdict.ts';
import { useWords } from '../words.ts';
import classes from './verdict-mark.module.css';

type Icon = ComponentType<{ size: number; stroke: number; className: string | undefined }>;

export const verdictIcons: Record<Verdict, Icon> = {
  works: IconCircleCheck,
  'works-with-fixes': IconTool,
  fails: IconCircleX,
};

/** What the API check came to: a picture and the word, never a colour alone. */
export function VerdictMark({ verdict }: { verdict: Verdict }): ReactNode {
  const { t } = useWords();
  const Icon = verdictIcons[verdict];
  return (
    <span className={classes.mark} data-tone={verdictTones[verdict]}>
      <Icon size={15} stroke={1.8} className={classes.icon} />
      {t(`check.verdict.${verdict}`)}
    </span>
  );
}
