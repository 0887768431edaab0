import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { useAppState } from '../../app-state.ts';
import { Section } from '../../components/section.tsx';
import { serverHash } from '../../places.ts';
import { useWords } from '../../words.ts';
import classes from './find.module.css';

interface GoneListProps {
  /** Slugs. */
  gone: readonly string[];
  servers: readonly FoundServer[];
  onClose: () => void;
}

/** Listed servers that nothing listens for any more, unless a found one may be them. */
export function GoneList({ gone, servers, onClose }: GoneListProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const moved = new Set(servers.map(({ mayBe }) => mayBe));
  const shown = upstreams.filter(({ slug }) => gone.includes(slug) && !moved.has(slug));
  if (shown.length === 0) return null;
  return (
    <Section title={t('findServers.gone')}>
      <ul className={classes.plain} aria-label={t('findServers.gone')}>
        {shown.map(({ slug, name, baseUrl }) => (
          <li key={slug} className={classes.found}>
            <a href={serverHash(slug)} className={classes.nameLink} onClick={onClose}>
              {name}
            </a>
            <div className={classes.address}>{baseUrl}</div>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" className={classes.footnote}>
        {t('findServers.gone.text')}
      </Text>
    </Section>
  );
}
