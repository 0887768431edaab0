/** `export --undo`: gives back what exports have changed, the last file or all of them. */
import { renderMessage } from '../../shared/i18n/index.ts';
import type { ExportOptions } from './export-options.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import type { Asked } from './runner.ts';

export async function undoExports({ all, force }: ExportOptions, asked: Asked): Promise<Outcome> {
  const { connection, t, locale } = asked;
  const [last] = (await connection.call('listExports', {})).exports;
  if (last === undefined) throw createCommandFailure('export_not_found', t('error.export_not_found.none'));
  const isForced = force === true;
  const { undone, kept } = await connection.call(
    'undoExport',
    all === true ? { all: true, force: isForced } : { id: last.id, force: isForced },
  );
  const reasons = kept.map(({ path, reason }) => ({ path, reason: renderMessage(locale, reason) }));
  return {
    exitCode: kept.length === 0 ? exitCodes.done : exitCodes.no,
    document: { undone, kept: reasons },
    lines: undone.map(({ path, wasNew }) => t(wasNew ? 'export.cli.removed' : 'export.cli.back', { path })),
    notes: [...reasons.map(({ reason }) => reason), ...(undone.length > 0 ? [t('export.note.restart')] : [])],
  };
}
