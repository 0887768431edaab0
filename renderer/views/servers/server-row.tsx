import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import entry from '../../components/entry.module.css';
import { HealthMark } from '../../components/health-mark.tsx';
import { LocationBadge } from '../../components/location-badge.tsx';
import { softwareName } from '../../components/software.ts';
import { Tag } from '../../components/tag.tsx';
import { serverHash } from '../../places.ts';
import { useWords } from '../../words.ts';
import { KeyNote, needsKeyNote } from './key-note.tsx';
import { ModelList } from './model-list.tsx';
import { modelsText } from './models-text.ts';
import { ServerActions } from './server-actions.tsx';
import type { OpenDialog } from './server-dialogs.tsx';
import classes from './servers.module.css';

interface ServerRowProps {
  server: UpstreamState;
  /** The same function for as long as the row is there. */
  onOpen: (dialog: OpenDialog) => void;
}

/** Drawn again only when something about its own server has changed: of these there may be fifty. */
export const ServerRow = memo(function ServerRow({ server, onOpen }: ServerRowProps): ReactNode {
  const { say } = useWords();
  const isDemo = server.kind === 'demo';
  return (
    <li className={`${entry.entry} ${classes.server}`} aria-label={server.name}>
      <div className={entry.top}>
        <Head server={server} />
        {!isDemo && (
          <ServerActions
            server={server}
            onEdit={() => onOpen({ dialog: 'edit', server })}
            onRemove={() => onOpen({ dialog: 'remove', server })}
          />
        )}
      </div>
      <State server={server} />
      {needsKeyNote(server) ? (
        <KeyNote server={server} onEnterKey={() => onOpen({ dialog: 'key', server })} />
      ) : (
        server.healthDetail !== null && <p className={classes.detail}>{say(server.healthDetail)}</p>
      )}
    </li>
  );
});

function Head({ server }: { server: UpstreamState }): ReactNode {
  const { t } = useWords();
  const { name, slug, kind, product, location, keyState, baseUrl } = server;
  const software = softwareName(kind, product, t);
  if (kind === 'demo') {
    return (
      <div className={entry.words}>
        <div className={entry.title}>
          <span className={classes.name}>{name}</span>
          <LocationBadge location={location} />
        </div>
        <div className={classes.address}>{t('servers.demo.text')}</div>
      </div>
    );
  }
  return (
    <div className={entry.words}>
      <div className={entry.title}>
        <a className={classes.name} href={serverHash(slug)} title={t('serverPage.open', { name })}>
          {name}
        </a>
        {software !== name && <Tag>{software}</Tag>}
        <LocationBadge location={location} />
        {keyState !== 'none' && <Tag>{t(`servers.key.${keyState}`)}</Tag>}
      </div>
      <div className={classes.address}>{baseUrl}</div>
    </div>
  );
}

/** How it is, and its models on demand. */
function State({ server }: { server: UpstreamState }): ReactNode {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const models = modelsText(server.modelCount, t);
  return (
    <>
      <div className={classes.facts}>
        <HealthMark server={server} />
        {server.models.length > 0 && (
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-label={`${models} · ${t('servers.models.show', { name: server.name })}`}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} className={classes.chevron} />
            {models}
          </UnstyledButton>
        )}
        {server.models.length === 0 && server.health === 'healthy' && <span>{modelsText(0, t)}</span>}
        {server.inFlight > 0 && <span>{t('servers.inFlight', { count: server.inFlight })}</span>}
      </div>
      <Collapse expanded={isOpen} id={listId} transitionDuration={120}>
        {isOpen && <ModelList server={server} />}
      </Collapse>
    </>
  );
}
