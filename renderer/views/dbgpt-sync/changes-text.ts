import type { ExportPart } from '../../../shared/exports.ts';
import type { Words } from '../../words.ts';

const partKeys = {
  address: 'sync.part.address',
  key: 'sync.part.key',
  models: 'sync.part.models',
  context: 'sync.part.context',
} as const satisfies Record<ExportPart, string>;

/** `key, address`, in the reader's own way of listing; empty where nothing is known to have changed. */
export function changesText(changes: readonly ExportPart[], t: Words['t']): string {
  return changes
    .map((part) => t(partKeys[part]))
    .reduce((before, part) => (before === '' ? part : t('sync.list', { before, part })), '');
}
