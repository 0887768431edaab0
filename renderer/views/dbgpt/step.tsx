import { Button, Title } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import classes from './step.module.css';

interface StepProps {
  n: number;
  title: string;
  /** What was answered; shown in place of the content while the step is folded. */
  answer?: ReactNode;
  isOpen: boolean;
  /** The user came here by a button: the focus goes along. */
  takesFocus?: boolean;
  /** Left out where the step has nothing to be opened again for. */
  onOpen?: () => void;
  children: ReactNode;
}

/** One step of the page: open with its content, or folded to its answer. */
export function Step({
  n,
  title,
  answer,
  isOpen,
  takesFocus = false,
  onOpen,
  children,
}: StepProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isOpen || !takesFocus) return;
    heading.current?.focus({ preventScroll: true });
    // The whole of it where it fits, else its head: the button that leads on is its last part.
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, takesFocus]);
  return (
    <section
      ref={section}
      className={classes.step}
      aria-labelledby={id}
      data-open={isOpen || undefined}
      data-ahead={(!isOpen && onOpen === undefined && answer === undefined) || undefined}
    >
      <div className={classes.head}>
        <span className={classes.number} aria-hidden>
          {n}
        </span>
        <div className={classes.words}>
          <Title order={2} id={id} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {!isOpen && answer !== undefined && <div className={classes.answer}>{answer}</div>}
        </div>
        {!isOpen && onOpen !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('dbgptPage.change.step', { step: title })}
            onClick={onOpen}
          >
            {t('dbgptPage.change')}
          </Button>
        )}
      </div>
      {isOpen && <div className={classes.content}>{children}</div>}
    </section>
  );
}
