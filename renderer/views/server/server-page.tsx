import { Button } from '@mantine/core';
import { IconArrowLeft, IconListCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { pageHash } from '../../../shared/bridge.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { openPage } from '../../route.ts';
import { useWords } from '../../words.ts';
import { CheckSheet } from '../check/check-sheet.tsx';
import type { CheckTarget } from '../check/check-sheet.tsx';
import { KeyNote, needsKeyNote } from '../servers/key-note.tsx';
import { ServerActions } from '../servers/server-actions.tsx';
import type { OpenDialog } from '../servers/server-dialogs.tsx';
import { ServerDialogs } from '../servers/server-dialogs.tsx';
import { LimitsSection } from './limits-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { ServerFacts } from './server-facts.tsx';
import { ServerHead } from './server-head.tsx';
import classes from './server.module.css';

/** One server: what it is, how it is, what it serves, and whether it can be trusted with DB-GPT. */
export function ServerPage({ slug }: { slug: string }): ReactNode {
  const { upstreams } = useAppState();
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const server = upstreams.find((one) => one.slug === slug && one.kind !== 'demo');
  return (
    <>
      {server !== undefined && <Known server={server} onOpen={setOpen} />}
      {server === undefined && open === null && <Missing />}
      <ServerDialogs open={open} onClose={() => setOpen(null)} onRemoved={() => openPage('servers')} />
    </>
  );
}

function Missing(): ReactNode {
  const { t } = useWords();
  return (
    <PageHeader title={t('serverPage.missing.title')} intro={t('serverPage.missing.text')}>
      <Button onClick={() => openPage('servers')}>{t('serverPage.back')}</Button>
    </PageHeader>
  );
}

interface KnownProps {
  server: UpstreamState;
  onOpen: (dialog: OpenDialog) => void;
}

function Known({ server, onOpen }: KnownProps): ReactNode {
  const { t, say } = useWords();
  const [target, setTarget] = useState<CheckTarget | null>(null);
  const { slug } = server;
  const check = useCallback((model: string | null) => setTarget({ server: slug, model }), [slug]);
  const enterKey = (): void => {
    setTarget(null);
    onOpen({ dialog: 'key', server });
  };
  return (
    <>
      <BackLink />
      <ServerHead server={server}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconListCheck size={15} />}
          onClick={() => check(null)}
        >
          {t('apiCheck.open')}
        </Button>
        <ServerActions
          server={server}
          onEdit={() => onOpen({ dialog: 'edit', server })}
          onRemove={() => onOpen({ dialog: 'remove', server })}
        />
      </ServerHead>
      {needsKeyNote(server) ? (
        <div className={classes.note}>
          <KeyNote server={server} onEnterKey={enterKey} />
        </div>
      ) : (
        server.healthDetail !== null && <p className={classes.detail}>{say(server.healthDetail)}</p>
      )}
      <ServerFacts server={server} />
      <ModelsSection server={server} onCheck={check} />
      <LimitsSection server={server} />
      <CheckSheet target={target} onClose={() => setTarget(null)} onEnterKey={enterKey} />
    </>
  );
}

function BackLink(): ReactNode {
  const { t } = useWords();
  return (
    <a className={classes.back} href={pageHash('servers')}>
      <IconArrowLeft size={15} stroke={1.7} />
      {t('serverPage.back')}
    </a>
  );
}
