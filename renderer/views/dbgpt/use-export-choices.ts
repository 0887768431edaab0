import { useMemo } from 'react';
import { useAppState } from '../../app-state.ts';
import { modelGroups } from '../../model-options.ts';
import { useWords } from '../../words.ts';

interface Choice {
  value: string;
  label: string;
}

interface ExportChoices {
  groups: { group: string; items: Choice[] }[];
  /** True for a name that can be switched in ModelTray. */
  isAlias: (value: string) => boolean;
  labelOf: (value: string) => string;
}

/** What an export may be made of; `chosen` stays in the list even while its server is away. */
export function useExportChoices(chosen: readonly string[]): ExportChoices {
  const { upstreams, routes } = useAppState();
  const { t } = useWords();
  return useMemo(() => {
    const aliases = routes
      .filter(({ alias }) => alias !== 'active' && alias !== 'embedding')
      .map(({ alias, first }) => ({
        value: alias,
        label: t('dbgptPage.models.alias', { alias, model: first.model, server: first.upstreamName }),
      }));
    const pinned = modelGroups(
      upstreams.filter(({ kind }) => kind !== 'demo'),
      'chat',
    ).map(({ group, items }) => ({ group, items: items.map(({ value, label }) => ({ value, label })) }));
    const switchable = [{ value: 'active', label: t('dbgpt.model.active') }, ...aliases];
    const listed = new Set(
      [...switchable, ...pinned.flatMap(({ items }) => items)].map(({ value }) => value),
    );
    const missing = chosen.filter((value) => !listed.has(value)).map((value) => ({ value, label: value }));
    const groups = [
      { group: t('dbgptPage.models.switchable'), items: [...switchable, ...missing] },
      ...pinned,
    ];
    const names = new Set(switchable.map(({ value }) => value));
    return {
      groups,
      isAlias: (value) => names.has(value),
      // Two servers may list a model of the same id.
      labelOf: (value) => switchable.find((one) => one.value === value)?.label ?? value,
    };
  }, [upstreams, routes, chosen, t]);
}
