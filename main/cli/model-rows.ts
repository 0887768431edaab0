import { isSmallContext, raiseContextKey, smallContextTokens } from '../../shared/context.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { ModelInfo } from '../../shared/model.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { alignColumns } from './columns.ts';

/** One line per model: its id and what is known of it. */
export function modelRows(models: readonly ModelInfo[], t: Translate): string[] {
  return alignColumns(withoutEmptyColumns(models.map((model) => modelCells(model, t))));
}

function withoutEmptyColumns(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.filter((_cell, column) => rows.some((other) => other[column] !== '')));
}

function modelCells(model: ModelInfo, t: Translate): string[] {
  const { id, type, parameters, quantization, loaded } = model;
  return [
    id,
    type === 'chat' ? '' : t(`cli.model.type.${type}`),
    contextText(model, t),
    parameters ?? '',
    quantization ?? '',
    loaded === true ? t('cli.model.loaded') : '',
  ];
}

function contextText({ context: { loaded, trained } }: ModelInfo, t: Translate): string {
  if (loaded === null) return trained === null ? '' : t('cli.model.context.trained', { trained });
  return trained === null || trained === loaded
    ? t('cli.model.context.loaded', { loaded })
    : t('cli.model.context.loadedOf', { loaded, trained });
}

/**
 * A warning for each context of a server that its chat models were loaded with and that is small for DB-GPT, with the
 * words that raise it there.
 */
export function contextWarnings(
  { kind, models }: { kind: UpstreamKind; models: readonly ModelInfo[] },
  t: Translate,
): string[] {
  const small = models.filter(({ type, context }) => type === 'chat' && isSmallContext(context.loaded));
  const sizes = [...new Set(small.map(({ context }) => context.loaded ?? 0))];
  return sizes.map((tokens) =>
    t('cli.context.small', {
      models: small
        .filter(({ context }) => context.loaded === tokens)
        .map(({ id }) => id)
        .join(', '),
      tokens,
      needed: smallContextTokens,
      raise: { key: raiseContextKey(kind) },
    }),
  );
}
