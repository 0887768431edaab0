import { useAppState, useServers } from '../../app-state.ts';
import type { ModelPicker } from '../../components/use-model-picker.ts';
import { useModelPicker } from '../../components/use-model-picker.ts';
import { parseQualifiedId } from '../../model-options.ts';
import { useWords } from '../../words.ts';
import { exportedModel } from './exported-model.ts';
import type { ModelInfo } from '../../../shared/model.ts';

interface Choice {
  value: string;
  label: string;
}

interface ExportChoices {
  groups: { group: string; items: Choice[] }[];
  list: ModelPicker['list'];
  /** True for a name that can be switched in ModelTray. */
  isAlias: (value: string) => boolean;
  labelOf: (value: string) => string;
  /** What is known of the model that a choice leads to. */
  modelOf: (value: string) => ModelInfo | undefined;
}

/** What an export may be made of; `chosen` stays in the list even while its server is away. */
export function useExportChoices(chosen: readonly string[]): ExportChoices {
  const state = useAppState();
  const servers = useServers();
  const { t } = useWords();
  const aliases = state.routes
    .filter(({ alias }) => alias !== 'active' && alias !== 'embedding')
    .map(({ alias, first }) => ({
      value: alias,
      label: t('dbgptPage.models.alias', { alias, model: first.model, server: first.upstreamName }),
    }));
  const switchable = [{ value: 'active', label: t('dbgpt.model.active') }, ...aliases];
  const names = new Set(switchable.map(({ value }) => value));
  const picker = useModelPicker({
    upstreams: servers,
    types: ['chat'],
    chosen: chosen.filter((value) => !names.has(value)),
    shown: chosen.flatMap((value) => [
      ...switchable.filter((one) => one.value === value).map(({ label }) => label),
      ...(names.has(value) ? [] : [value, parseQualifiedId(value).model]),
    ]),
    nothingFound: t('home.active.nothing'),
  });
  const pinned = picker.groups.flatMap(({ items }) => items);
  const listed = new Set([...switchable, ...pinned].map(({ value }) => value));
  const missing = chosen.filter((value) => !listed.has(value)).map((value) => ({ value, label: value }));
  return {
    groups: [
      { group: t('dbgptPage.models.switchable'), items: [...switchable, ...missing] },
      ...picker.groups,
    ],
    list: picker.list,
    isAlias: (value) => names.has(value),
    // Two servers may list a model of the same id.
    labelOf: (value) => switchable.find((one) => one.value === value)?.label ?? value,
    modelOf: (value) => picker.models.get(value) ?? exportedModel(value, state)?.info ?? undefined,
  };
}
