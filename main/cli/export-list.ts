/** `export --list`: what exports have written, and whether it still is as it should be. Writes nothing. */
import type { ExportEntry } from '../../shared/exports.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { alignColumns } from './columns.ts';
import { exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import type { Asked } from './runner.ts';

export async function listExports(asked: Asked): Promise<Outcome> {
  const { connection, t } = asked;
  const { exports, automatic } = await connection.call('listExports', {});
  return {
    exitCode: exitCodes.done,
    document: { exports: exports.map((entry) => documentOf(entry, asked)), automatic },
    lines:
      exports.length === 0 ? [t('sync.cli.none')] : alignColumns(exports.map((one) => rowOf(one, asked))),
    notes: exports.flatMap((entry) => reasonOf(entry, asked)),
  };
}

function documentOf(entry: ExportEntry, { locale }: Asked): object {
  const { reason, ...facts } = entry;
  return { ...facts, reason: reason === null ? null : renderMessage(locale, reason) };
}

function rowOf({ path, for: target, state, freshness, changes }: ExportEntry, { t }: Asked): string[] {
  const stands = {
    'as-written': t('sync.cli.asWritten'),
    changed: t('sync.cli.changed'),
    gone: t('sync.cli.gone'),
  }[state];
  const parts = {
    address: t('sync.part.address'),
    key: t('sync.part.key'),
    models: t('sync.part.models'),
    context: t('sync.part.context'),
  };
  const what = changes
    .map((part) => parts[part])
    .reduce((before, part) => (before === '' ? part : t('sync.list', { before, part })), '');
  const isFresh = {
    current: t('sync.cli.current'),
    'out-of-date': what === '' ? t('sync.cli.outOfDate') : t('sync.cli.outOfDate.what', { what }),
    unknown: t('sync.cli.unknown'),
  }[freshness];
  return [path, target, stands, isFresh];
}

function reasonOf({ path, reason }: ExportEntry, { locale, t }: Asked): string[] {
  if (reason === null) return [];
  return [t('start.notice', { text: `${path}: ${renderMessage(locale, reason)}` })];
}
