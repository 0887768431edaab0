/** A key of a program, as `--json` and as a line. */
import type { Locale } from '../../shared/i18n/index.ts';
import { mainKeyId } from '../../shared/local-keys.ts';
import type { KeyState } from '../../shared/local-keys.ts';
import { alignColumns } from './columns.ts';
import type { Asked } from './runner.ts';

export interface KeyDocument extends KeyState {
  /** The one that exports write into DB-GPT's files. */
  isMain: boolean;
  /** Only where it was asked for. */
  key?: string;
}

export function describeKey(state: KeyState, value: string | undefined): KeyDocument {
  return { ...state, isMain: state.id === mainKeyId, ...(value === undefined ? {} : { key: value }) };
}

const mask = '••••••••';

/** One line for each; a value that is not in `values` is masked. */
export function renderKeys(
  keys: readonly KeyState[],
  values: ReadonlyMap<string, string>,
  { t, locale }: Asked,
): string[] {
  return alignColumns(
    keys.map(({ id, label, createdAt, endsAt, lastUsedAt }) => {
      const made = createdAt === null ? '–' : t('cli.key.made', { when: whenText(createdAt, locale) });
      const stands = endsAt === null ? made : t('cli.key.old', { when: whenText(endsAt, locale) });
      const used = lastUsedAt === null ? '' : t('cli.key.used', { when: whenText(lastUsedAt, locale) });
      return [label, values.get(id) ?? mask, stands, used];
    }),
  );
}

/** Of this machine's time zone. */
export function whenText(atMs: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}
