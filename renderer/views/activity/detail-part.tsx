import { Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './detail.module.css';

export function DetailPart({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <Title order={3} id={id} className={classes.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}
