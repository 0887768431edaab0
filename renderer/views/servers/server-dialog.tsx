import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CallInput } from '../../../shared/api.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import type { ServerDraft } from './server-form.tsx';
import { addressCodes, ServerForm } from './server-form.tsx';
import { addMany } from './add-many.ts';
import type { Became } from './many-addresses.ts';
import { lazyPart } from '../../lazy-part.tsx';

const ManyAdded = lazyPart(() => import('./many-added.tsx').then((m) => m.ManyAdded));

interface ServerDialogProps {
  isOpen: boolean;
  /** Null: a new one. */
  server: UpstreamState | null;
  /** It was opened to enter the key. */
  startsAtKey?: boolean;
  onClose: () => void;
}

export function ServerDialog({ isOpen, server, startsAtKey = false, onClose }: ServerDialogProps): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={server === null ? t('server.add.title') : t('server.edit.title', { name: server.name })}
      closeButtonProps={{ 'aria-label': t('window.close') }}
    >
      <Content server={server} startsAtKey={startsAtKey} onClose={onClose} />
    </Modal>
  );
}

function Content({ server, startsAtKey = false, onClose }: Omit<ServerDialogProps, 'isOpen'>): ReactNode {
  const { t, explain } = useWords();
  const [many, setMany] = useState<{ became: Became[]; key: string } | null>(null);
  const addAll = useAction(
    async ({ baseUrls, key }: ServerDraft) => ({ became: await addMany(baseUrls, key), key }),
    { onDone: setMany },
  );
  const save = useAction(
    (draft: ServerDraft) =>
      server === null
        ? bridge.call('addUpstream', addInput(draft))
        : bridge.call('updateUpstream', editInput(server, draft)),
    {
      showsFailure: true,
      onDone: ({ name }) => {
        tellDone(t(server === null ? 'server.added' : 'server.changed', { name }));
        onClose();
      },
    },
  );
  const isElsewhere = save.failure !== null && !addressCodes.has(save.failure.code);
  if (many !== null) {
    return <ManyAdded became={many.became} keyText={many.key} onClose={onClose} />;
  }
  return (
    <>
      {isElsewhere && save.failure !== null && (
        <Note level="error" isLive>
          {explain(save.failure)}
        </Note>
      )}
      <ServerForm
        server={server}
        startsAtKey={startsAtKey}
        failure={save.failure}
        isPending={save.isPending || addAll.isPending}
        onTyping={save.clear}
        onSubmit={(draft) => (draft.baseUrls.length > 1 ? addAll : save).run(draft)}
        onCancel={onClose}
      />
    </>
  );
}

function addInput({ baseUrl, name, key }: ServerDraft): CallInput<'addUpstream'> {
  return { baseUrl, ...(name === '' ? {} : { name }), ...(key === '' ? {} : { key }) };
}

/** Only what changed; a key that was not typed stays as it is. */
function editInput(server: UpstreamState, draft: ServerDraft): CallInput<'updateUpstream'> {
  const { baseUrl, name, key, forgetsKey } = draft;
  return {
    slug: server.slug,
    ...(name === server.name ? {} : { name }),
    ...(baseUrl === server.baseUrl ? {} : { baseUrl }),
    ...(forgetsKey ? { key: null } : key === '' ? {} : { key }),
  };
}
