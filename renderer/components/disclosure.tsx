import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

interface DisclosureProps {
  /** What is read on the button. */
  label: string;
  /** What a screen reader calls it, where the label alone says too little. Holds the label. */
  name?: string;
  /** Drawn only while it is open. */
  children: () => ReactNode;
}

/** Something that most readers don't need, behind a button. */
export function Disclosure({ label, name, children }: DisclosureProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={classes.disclosure}>
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={name}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={14} className={classes.chevron} />
        {label}
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id} transitionDuration={120}>
        {isOpen && <div className={classes.content}>{children()}</div>}
      </Collapse>
    </div>
  );
}
