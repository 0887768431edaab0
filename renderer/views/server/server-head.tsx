import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { softwareName } from '../../components/software.ts';
import { Tag } from '../../components/tag.tsx';
import { useWords } from '../../words.ts';
import classes from './server.module.css';

interface ServerHeadProps {
  server: UpstreamState;
  /** What can be done with it. */
  children: ReactNode;
}

/** Its name, which has the focus first: the link that led here is gone. */
export function ServerHead({ server, children }: ServerHeadProps): ReactNode {
  const { t } = useWords();
  const { name, kind, product, location } = server;
  const title = useRef<HTMLHeadingElement>(null);
  const software = softwareName(kind, product, t);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.head}>
      <div className={classes.title}>
        <Title order={1} ref={title} tabIndex={-1} className={classes.name}>
          {name}
        </Title>
        {software !== name && <Tag>{software}</Tag>}
        <LocationBadge location={location} />
      </div>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
