/** What an export's command line asks for, as the core wants it. */
import { resolve } from 'node:path';
import type { CallInput } from '../../shared/api.ts';
import { targetOf } from '../../shared/dbgpt-version.ts';
import { exportTargets } from '../../shared/exports.ts';
import type { ExportTarget, ExportVariant } from '../../shared/exports.ts';
import { isNetwork } from './export-options.ts';
import type { ExportOptions } from './export-options.ts';
import { createCommandFailure } from './failure.ts';
import type { Asked } from './runner.ts';

type Choice = Omit<CallInput<'planExport'>, 'folder' | 'file'>;

/** Full paths; at most one of them is there. */
export interface ExportPlaces {
  folder?: string;
  file?: string;
  save?: string;
}

export function placeOf({ dir, out, save }: ExportOptions, cwd: string): ExportPlaces {
  // The core knows `~`; shells that leave it to programs would have it taken for a folder's name.
  const full = (path: string): string => (/^~(?=$|[/\\])/.test(path) ? path : resolve(cwd, path));
  return {
    ...(dir === undefined ? {} : { folder: full(dir) }),
    ...(out === undefined ? {} : { file: full(out) }),
    ...(save === undefined ? {} : { save: full(save) }),
  };
}

/** Rejects with a `CommandFailure` where no version is named and none is to be found. */
export async function choiceOf(options: ExportOptions, place: ExportPlaces, asked: Asked): Promise<Choice> {
  const variant = variantOf(options);
  const network = typeof options.wsl === 'string' && isNetwork(options.wsl) ? options.wsl : undefined;
  return {
    ...(await versionOf(options.for, place, asked)),
    ...(variant === null ? {} : { variant }),
    ...(options.model === undefined ? {} : { models: options.model }),
    ...(options.default === undefined ? {} : { defaultModel: options.default }),
    ...(options.embedding === undefined ? {} : { embedding: noneOr(options.embedding) }),
    ...(options.rerank === undefined ? {} : { rerank: noneOr(options.rerank) }),
    ...(options.withServerKey === true ? { withServerKey: true } : {}),
    ...(network === undefined ? {} : { wsl: network }),
  };
}

/** `none` leaves one out that is chosen in ModelTray. */
function noneOr(model: string): string | null {
  return model === 'none' ? null : model;
}

function variantOf({ docker, wsl, direct }: ExportOptions): ExportVariant | null {
  if (docker === true) return 'docker';
  if (wsl !== undefined) return 'wsl';
  return direct === true ? 'direct' : null;
}

/** A target by its name, or any version of DB-GPT; without one, what DB-GPT's folder tells. */
async function versionOf(
  typed: string | undefined,
  place: ExportPlaces,
  { connection, t }: Asked,
): Promise<{ for: ExportTarget; version?: string }> {
  if (typed === undefined && place.folder !== undefined) {
    const { for: target } = await connection.call('lookAtDbgpt', { folder: place.folder });
    if (target !== null) return { for: target };
  }
  const named = nameOf(typed ?? '');
  if (named === null) throw createCommandFailure('bad_usage', t('export.cli.needsFor'));
  return named;
}

function nameOf(typed: string): { for: ExportTarget; version?: string } | null {
  // `0.7-env` is what it was called before.
  const known = exportTargets.find((target) => target === typed.replace('0.7-env', 'stock-env'));
  if (known !== undefined) return { for: known };
  const target = targetOf(typed);
  if (target === null) return null;
  return /\d+\.\d+\.\d+/.test(typed) ? { for: target, version: typed } : { for: target };
}
