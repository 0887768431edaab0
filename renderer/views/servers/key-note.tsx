import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './servers.module.css';

/** A stored key that is not sent: because the address changed, or because only the desktop app can read it. */
export function KeyNote({ server, onEdit }: { server: UpstreamState; onEdit: () => void }): ReactNode {
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
      <Button size="xs" variant="default" onClick={onEdit}>
        {t('servers.key.enter')}
      </Button>
    </>
  );
  return (
    <div className={classes.key}>
      <Note level="warning" actions={actions}>
        {t(keyState === 'locked' ? 'health.detail.locked' : 'health.detail.unconfirmed')}
      </Note>
    </div>
  );
}
