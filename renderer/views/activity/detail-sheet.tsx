import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RequestRow } from '../../../shared/app-state.ts';
import { Note } from '../../components/note.tsx';
import { Sheet, SheetBar, SheetBody } from '../../components/sheet.tsx';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import { Attempts } from './attempts.tsx';
import { Bodies } from './bodies.tsx';
import { CurlButtons } from './curl-buttons.tsx';
import { DetailFacts } from './detail-facts.tsx';
import { Headers } from './headers.tsx';
import { Waterfall } from './waterfall.tsx';

interface DetailSheetProps {
  /** Null: closed. */
  id: string | null;
  rows: readonly RequestRow[];
  onClose: () => void;
}

/** Everything that is known of one request; one under way is followed. */
export function DetailSheet({ id, rows, onClose }: DetailSheetProps): ReactNode {
  const { t } = useWords();
  const row = id === null ? undefined : rows.find((one) => one.id === id);
  const version = row === undefined ? '' : `${row.outcome} ${row.attempts} ${row.firstByteMs ?? ''}`;
  const { result, latest, failure, isPending } = useCall(
    'describeRequest',
    id === null ? null : { id },
    version,
  );
  const detail = result ?? (latest?.row.id === id ? latest : null);
  return (
    <Sheet isOpen={id !== null} title={t('activity.detail')} onClose={onClose}>
      {detail !== null && (
        <SheetBar>
          <CurlButtons id={detail.row.id} />
        </SheetBar>
      )}
      <SheetBody>
        {failure !== null && <Failed text={failure.message} />}
        {detail === null && !isPending && failure === null && (
          <Text c="dimmed">{t('activity.detail.gone')}</Text>
        )}
        {detail !== null && (
          <>
            <DetailFacts row={detail.row} />
            <Waterfall row={detail.row} />
            <Attempts detail={detail} />
            <Headers detail={detail} />
            <Bodies detail={detail} />
          </>
        )}
      </SheetBody>
    </Sheet>
  );
}

function Failed({ text }: { text: string }): ReactNode {
  return (
    <Note level="error" isLive>
      {text}
    </Note>
  );
}
