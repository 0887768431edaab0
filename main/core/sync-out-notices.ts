/** What is said of exported files: that they are out of date, and that one was written. */
import type { ExportPart } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import type { ExportStatus } from './export-status.ts';
import type { Notices } from './notices.ts';

export const outOfDateId = 'exports-out-of-date';

export function sayOutOfDate(notices: Notices, found: readonly ExportStatus[]): void {
  const [first] = found;
  if (first === undefined) {
    notices.withdraw(outOfDateId);
    return;
  }
  notices.say({
    id: outOfDateId,
    level: 'warning',
    text: found.length > 1 ? message('sync.notice.several', { count: found.length }) : textOf(first),
    actions: [{ do: 'review-exports' }],
    canDismiss: true,
  });
}

function textOf({ entry: { path }, changes, reason }: ExportStatus): Message {
  if (reason !== null) return message('sync.notice.reason', { path, reason });
  return message('sync.notice.one', { path, what: listOf(changes) });
}

export function sayWritten(
  notices: Notices,
  { id, path }: WrittenFile,
  changes: readonly ExportPart[],
  isStill: () => boolean,
): void {
  notices.say(
    {
      id: `export-written-${path}`,
      level: 'info',
      text: message('sync.notice.written', { path, what: listOf(changes) }),
      actions: [{ do: 'undo-write', id }, { do: 'review-exports' }],
      canDismiss: true,
    },
    isStill,
  );
}

/** `key, address`, in the reader's own way of listing. */
function listOf(changes: readonly ExportPart[]): Message {
  const [first, ...others] = changes.map((part) => partNames[part]);
  return others.reduce(
    (before, part) => message('sync.list', { before, part }),
    first ?? message('sync.part.models'),
  );
}

const partNames: Record<ExportPart, Message> = {
  address: message('sync.part.address'),
  key: message('sync.part.key'),
  models: message('sync.part.models'),
  context: message('sync.part.context'),
};
