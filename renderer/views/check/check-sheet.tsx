import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useWords } from '../../words.ts';
import { CheckFlow } from './check-flow.tsx';

export interface CheckTarget {
  /** A listed server's slug. */
  server: string;
  /** Null: the one that suggests itself. */
  model: string | null;
}

interface CheckSheetProps {
  /** Null while it is closed. */
  target: CheckTarget | null;
  onClose: () => void;
  /** Where the server's key is the obstacle. */
  onEnterKey: () => void;
}

/** The API check of one model at one server: what it would do, how it goes, what came of it. */
export function CheckSheet({ target, onClose, onEnterKey }: CheckSheetProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const server = upstreams.find(({ slug }) => slug === target?.server);
  return (
    <Sheet
      isOpen={target !== null && server !== undefined}
      title={t('apiCheck.title')}
      closesOutside={false}
      onClose={onClose}
    >
      {target !== null && server !== undefined && (
        <CheckFlow
          key={`${target.server}/${target.model ?? ''}`}
          server={server}
          wanted={target.model}
          onClose={onClose}
          onEnterKey={onEnterKey}
        />
      )}
    </Sheet>
  );
}
