import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AppState, Notice, NoticeAction } from '../../../shared/app-state.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { openPage } from '../../route.ts';
import { useAction } from '../../use-action.ts';
import type { Words } from '../../words.ts';
import { useWords } from '../../words.ts';
import classes from './notices.module.css';

interface NoticesProps {
  /** Brings the user to the choice of the active model. */
  onChangeActive: () => void;
}

/** What is wrong, and the buttons that mend it. */
export function Notices({ onChangeActive }: NoticesProps): ReactNode {
  const { notices } = useAppState();
  const { t } = useWords();
  if (notices.length === 0) return null;
  return (
    <section className={classes.notices} aria-label={t('notices.label')}>
      {notices.map((notice) => (
        <NoticeNote key={notice.id} notice={notice} onChangeActive={onChangeActive} />
      ))}
    </section>
  );
}

function NoticeNote({ notice, onChangeActive }: NoticesProps & { notice: Notice }): ReactNode {
  const { t, say } = useWords();
  const dismiss = useAction(() => bridge.call('dismissNotice', { id: notice.id }));
  const buttons = notice.actions.map((action) => (
    <NoticeButton key={action.do} action={action} onChangeActive={onChangeActive} />
  ));
  const close = notice.canDismiss && (
    <CloseButton key="dismiss" size="md" aria-label={t('window.dismiss')} onClick={() => dismiss.run()} />
  );
  return (
    <Note level={notice.level} isLive actions={<>{[buttons, close]}</>}>
      {say(notice.text)}
    </Note>
  );
}

function NoticeButton({ action, onChangeActive }: NoticesProps & { action: NoticeAction }): ReactNode {
  const { t } = useWords();
  const act = useAction(() => perform(action, onChangeActive));
  return (
    <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.run()}>
      {actionLabel(action, t)}
    </Button>
  );
}

function actionLabel(action: NoticeAction, t: Words['t']): string {
  switch (action.do) {
    case 'open-servers':
      return t('notice.do.openServers');
    case 'open-settings':
      return t('notice.do.openSettings');
    case 'change-active':
      return t('notice.do.changeActive');
    case 'use-port':
      return t('notice.do.usePort', { port: action.port });
    case 'confirm-key':
      return t('notice.do.confirmKey');
    case 'move-server':
      return t('find.move', { address: new URL(action.baseUrl).host });
    case 'apply-settings-edit':
      return t('notice.do.applyEdit');
    case 'discard-settings-edit':
      return t('notice.do.discardEdit');
    case 'review-exports':
      return t('sync.do.review');
    case 'undo-write':
    case 'undo-switch':
      return t('sync.do.undo');
  }
}

async function perform(action: NoticeAction, onChangeActive: () => void): Promise<void> {
  switch (action.do) {
    case 'open-servers': {
      openPage('servers');
      return;
    }
    case 'open-settings': {
      openPage('settings');
      return;
    }
    case 'change-active': {
      onChangeActive();
      return;
    }
    case 'use-port':
      return takePort(action.port);
    case 'confirm-key':
      await bridge.call('confirmUpstream', { slug: action.slug });
      return;
    case 'move-server':
      await bridge.call('updateUpstream', { slug: action.slug, baseUrl: action.baseUrl });
      return;
    case 'apply-settings-edit':
    case 'discard-settings-edit':
      await bridge.call('applySettingsEdit', { apply: action.do === 'apply-settings-edit' });
      return;
    case 'review-exports': {
      openPage('dbgpt');
      return;
    }
    case 'undo-write':
      await bridge.call('undoAutomaticWrite', { id: action.id });
      return;
    case 'undo-switch':
      await bridge.call('undoSwitch', { id: action.id });
      return;
  }
}

/** Stores the port, and starts where the change did not do it already. */
async function takePort(port: number): Promise<void> {
  const state: AppState = await bridge.call('updateSettings', { proxy: { port } });
  const isStill = state.proxy.status === 'stopped' || state.proxy.status === 'error';
  if (isStill) await bridge.call('startProxy', {});
}
