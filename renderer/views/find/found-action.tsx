import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { Tag } from '../../components/tag.tsx';
import { serverHash } from '../../places.ts';
import { useWords } from '../../words.ts';
import classes from './find.module.css';
import type { Standing } from './find-state.ts';
import type { Adds } from './use-adds.ts';

interface FoundActionProps {
  found: FoundServer;
  name: string;
  standing: Standing;
  adds: Adds;
  onLeave: () => void;
}

/** What can be done with a found server: nothing where it is listed, else add it, or give its address to a listed one. */
export function FoundAction({ found, name, standing, adds, onLeave }: FoundActionProps): ReactNode {
  const { t } = useWords();
  const { baseUrl } = found;
  const added = adds.of(baseUrl);
  const isPending = added?.as === 'pending';
  if (added?.as === 'added') {
    return <Listed slug={added.slug} name={name} as="added" isFresh onLeave={onLeave} />;
  }
  if (standing.as === 'listed') {
    return <Listed slug={standing.server.slug} name={standing.server.name} as="listed" onLeave={onLeave} />;
  }
  if (standing.as === 'new') {
    return (
      <Button
        size="xs"
        variant="default"
        loading={isPending}
        aria-label={t('findServers.add.named', { name, address: baseUrl })}
        onClick={() => adds.add([found])}
      >
        {t('window.add')}
      </Button>
    );
  }
  const { from } = standing;
  return (
    <div className={classes.choices}>
      <Button
        size="xs"
        loading={isPending}
        aria-label={t('findServers.move.named', { name: from.name, address: baseUrl })}
        onClick={() => adds.move(found, from.slug)}
      >
        {t('findServers.move')}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={isPending}
        aria-label={t('findServers.addApart.named', { address: baseUrl })}
        onClick={() => adds.add([found])}
      >
        {t('findServers.addApart')}
      </Button>
    </div>
  );
}

interface ListedProps {
  slug: string;
  name: string;
  as: 'listed' | 'added';
  /** It took the place of the button that was just used, and with it the focus. */
  isFresh?: boolean;
  onLeave: () => void;
}

function Listed({ slug, name, as, isFresh = false, onLeave }: ListedProps): ReactNode {
  const { t } = useWords();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const isFocusLost = document.activeElement === null || document.activeElement === document.body;
    if (isFresh && isFocusLost) link.current?.focus();
  }, [isFresh]);
  return (
    <a
      ref={link}
      className={classes.listed}
      href={serverHash(slug)}
      aria-label={t(`findServers.${as}.open`, { name })}
      onClick={onLeave}
    >
      <Tag>{t(`findServers.${as}.tag`)}</Tag>
    </a>
  );
}
