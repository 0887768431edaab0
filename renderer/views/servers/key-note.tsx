import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MessageKey } from '../../../shared/i18n/index.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './servers.module.css';

interface KeyNoteProps {
  server: UpstreamState;
  onEnterKey: () => void;
}

/** True where the server's key is the matter, which the note says instead of the detail. */
export function needsKeyNote({ keyState, health }: UpstreamState): boolean {
  return keyState === 'unconfirmed' || keyState === 'locked' || health === 'unauthorized';
}

/** What is wrong with the key: none or the wrong one, or one that is stored and not sent; and the way to enter it. */
export function KeyNote({ server, onEnterKey }: KeyNoteProps): ReactNode {
  const { t } = useWords();
  const { slug, name, baseUrl, keyState } = server;
  const confirm = useAction(() => bridge.call('confirmUpstream', { slug }), {
    onDone: () => tellDone(t('servers.key.confirmed', { name })),
  });
  const actions = (
    <>
      {keyState === 'unconfirmed' && (
        <Button size="xs" variant="default" loading={confirm.isPending} onClick={() => confirm.run()}>
          {t('servers.key.confirm', { address: baseUrl })}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={onEnterKey}>
        {t('servers.key.enter')}
      </Button>
    </>
  );
  return (
    <div className={classes.key}>
      <Note level="warning" actions={actions}>
        {t(texts[keyState])}
      </Note>
    </div>
  );
}

const texts = {
  none: 'health.detail.needsKey',
  stored: 'health.detail.keyRefused',
  unconfirmed: 'health.detail.unconfirmed',
  locked: 'health.detail.locked',
} as const satisfies Record<UpstreamState['keyState'], MessageKey>;
