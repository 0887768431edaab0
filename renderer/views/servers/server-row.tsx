import { ActionIcon, Button, Collapse, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import { Dot } from '../../components/dot.tsx';
import { healthTones } from '../../components/health.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Tag } from '../../components/tag.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { KeyNote } from './key-note.tsx';
import { ModelList } from './model-list.tsx';
import { modelsText } from './models-text.ts';
import classes from './servers.module.css';

interface ServerRowProps {
  server: UpstreamState;
  onEdit: () => void;
  onEnterKey: () => void;
  onRemove: () => void;
}

export function ServerRow({ server, onEdit, onEnterKey, onRemove }: ServerRowProps): ReactNode {
  const { t, say } = useWords();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const isDemo = server.kind === 'demo';
  const saysKey =
    server.keyState === 'unconfirmed' || server.keyState === 'locked' || server.health === 'unauthorized';
  return (
    <li className={classes.server} aria-label={server.name}>
      <div className={classes.top}>
        <div className={classes.words}>
          <div className={classes.title}>
            <span className={classes.name}>{server.name}</span>
            {!isDemo && t(`kind.${server.kind}`) !== server.name && <Tag>{t(`kind.${server.kind}`)}</Tag>}
            <LocationBadge location={server.location} />
            {server.keyState !== 'none' && <Tag>{t(`servers.key.${server.keyState}`)}</Tag>}
          </div>
          <div className={classes.address}>{isDemo ? t('servers.demo.text') : server.baseUrl}</div>
        </div>
        {!isDemo && <ServerActions server={server} onEdit={onEdit} onRemove={onRemove} />}
      </div>
      <div className={classes.facts}>
        <Health server={server} />
        {server.models.length > 0 && (
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-label={t('servers.models.show', { name: server.name })}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} className={classes.chevron} />
            {modelsText(server.modelCount, t)}
          </UnstyledButton>
        )}
        {server.models.length === 0 && server.health === 'healthy' && <span>{modelsText(0, t)}</span>}
        {server.inFlight > 0 && <span>{t('servers.inFlight', { count: server.inFlight })}</span>}
      </div>
      {saysKey ? (
        <KeyNote server={server} onEnterKey={onEnterKey} />
      ) : (
        server.healthDetail !== null && <p className={classes.detail}>{say(server.healthDetail)}</p>
      )}
      <Collapse expanded={isOpen} id={listId} transitionDuration={120}>
        <ModelList server={server} />
      </Collapse>
    </li>
  );
}

function Health({ server }: { server: UpstreamState }): ReactNode {
  const { t, format } = useWords();
  return (
    <span className={classes.health}>
      <Dot tone={healthTones[server.health]} />
      {t(`health.${server.health}`)}
      {server.health === 'healthy' && server.latencyMs !== null && (
        <span className={classes.latency}>
          {t('servers.latency', { time: format.duration(server.latencyMs) })}
        </span>
      )}
    </span>
  );
}

function ServerActions({ server, onEdit, onRemove }: Omit<ServerRowProps, 'onEnterKey'>): ReactNode {
  const { t } = useWords();
  const { slug, name } = server;
  const test = useAction(() => bridge.call('testUpstream', { slug }), {
    onDone: ({ health, models }) =>
      tellDone(`${name}: ${t(`health.${health}`)} · ${modelsText(models.length, t)}`),
  });
  return (
    <div className={classes.actions}>
      <Button
        size="xs"
        variant="default"
        aria-label={t('servers.test.named', { name })}
        loading={test.isPending}
        onClick={() => test.run()}
      >
        {t('servers.test')}
      </Button>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('servers.menu', { name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
            {t('servers.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onRemove}>
            {t('servers.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
