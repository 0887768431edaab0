import { useMounted } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { ServerDialog } from './server-dialog.tsx';

/** Which of the dialogs about a server is open. */
export type OpenDialog = { dialog: 'add' } | { dialog: 'edit' | 'key' | 'remove'; server: UpstreamState };

interface ServerDialogsProps {
  open: OpenDialog | null;
  onClose: () => void;
  onRemoved?: () => void;
}

export function ServerDialogs({ open: wanted, onClose, onRemoved }: ServerDialogsProps): ReactNode {
  // Mantine gives the focus back only where it saw the opening: dialogs that were loaded late open after they are there.
  const open = useMounted() ? wanted : null;
  return (
    <>
      <ServerDialog
        isOpen={open !== null && open.dialog !== 'remove'}
        server={open?.dialog === 'edit' || open?.dialog === 'key' ? open.server : null}
        startsAtKey={open?.dialog === 'key'}
        onClose={onClose}
      />
      <RemoveDialog
        server={open?.dialog === 'remove' ? open.server : null}
        onClose={onClose}
        onRemoved={onRemoved}
      />
    </>
  );
}
