import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Message } from '../../../shared/i18n/index.ts';
import { isWithin } from '../../../shared/location.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { openPage } from '../../route.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { needsKeyNote } from '../servers/key-note.tsx';

interface ObstacleProps {
  server: UpstreamState;
  obstacle: Message;
  onRetry: () => void;
  onClose: () => void;
  onEnterKey: () => void;
}

/** Why the check can't run, and the ways out of it that there are. */
export function Obstacle({ server, obstacle, onRetry, onClose, onEnterKey }: ObstacleProps): ReactNode {
  const { t, say } = useWords();
  const isLocked = useIsLocked(server);
  const look = useAction(() => bridge.call('testUpstream', { slug: server.slug }), { onDone: onRetry });
  const actions = (
    <>
      {needsKeyNote(server) && (
        <Button size="xs" variant="default" onClick={onEnterKey}>
          {t('servers.key.enter')}
        </Button>
      )}
      {isLocked && (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            onClose();
            openPage('settings');
          }}
        >
          {t('notice.do.openSettings')}
        </Button>
      )}
      <Button size="xs" variant="default" loading={look.isPending} onClick={() => look.run()}>
        {t('apiCheck.obstacle.again')}
      </Button>
    </>
  );
  return (
    <Note level="warning" isLive actions={actions}>
      <strong>{t('apiCheck.obstacle')}</strong>
      <div>{say(obstacle)}</div>
    </Note>
  );
}

/** A lock of the settings keeps requests from going there. */
function useIsLocked({ location }: UpstreamState): boolean {
  const { onlyThisMachine, noCloud } = useAppState().settings.locks;
  return (
    (onlyThisMachine && location !== 'this-machine') || (noCloud && !isWithin(location, 'private-network'))
  );
}
