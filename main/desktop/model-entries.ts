/** The choice of an alias's model as menu entries: real chat models only, by server, usable with hundreds of them. */
import type { AppState } from '../../shared/app-state.ts';
import { isSmallContext, shortTokens } from '../../shared/context.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { lockAgainst, locksFor } from '../../shared/locks.ts';
import { isSameModel } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import type { MenuEntry, TrayAction } from './tray-menu.ts';

/** Up to this many models stand in one list; more get a submenu for each server. */
const maxFlat = 24;
/** A server with more models than this is cut into ranges of so many. */
const maxPerMenu = 30;

/** With no more models than this all of them are in sight, and the last choices need no place of their own. */
const maxInSight = 5;

/** Which alias the entries choose for, and where it leads now. */
export interface ModelChoice {
  alias: string;
  at: (ModelRef & { upstreamName: string }) | null;
}

interface Server {
  upstream: UpstreamState;
  models: ModelInfo[];
}

/** The demo is nothing that one chooses. */
export function activeChoice({ active }: AppState): ModelChoice {
  return { alias: 'active', at: active === null || active.isDemo ? null : active };
}

/** The entries below "Active model", or below an alias. */
export function buildModelEntries(state: AppState, choice: ModelChoice, t: Translate): MenuEntry[] {
  const servers = serversWithChatModels(state);
  const first = firstEntries(state, servers, choice, t);
  if (servers.length === 0 && first.length === 0) {
    return [{ type: 'label', label: t('tray.model.none') }, openServers(t)];
  }
  const isFlat = countOf(servers) <= maxFlat;
  const entries = isFlat ? flatEntries(state, servers, choice, t) : nestedEntries(state, servers, choice, t);
  return [...first, ...entries, ...lastEntries(state, servers, choice, t)];
}

function serversWithChatModels({ upstreams }: AppState): Server[] {
  return upstreams
    .filter(({ kind }) => kind !== 'demo')
    .map((upstream) => ({ upstream, models: upstream.models.filter(({ type }) => type === 'chat') }))
    .filter(({ models }) => models.length > 0);
}

/**
 * What comes first: the model that the alias leads to where the lists below would hide it or lack it; then, for the active
 * model, what the user keeps on top and the last choices.
 */
function firstEntries(
  state: AppState,
  servers: readonly Server[],
  choice: ModelChoice,
  t: Translate,
): MenuEntry[] {
  const { pinned, recent } = state.settings;
  const isHidden =
    choice.at !== null && (countOf(servers) > maxFlat || findListed(servers, choice.at) === null);
  const kept = choice.alias === 'active' ? [...pinned, ...(countOf(servers) > maxInSight ? recent : [])] : [];
  const refs = [...(isHidden && choice.at !== null ? [choice.at] : []), ...kept];
  const distinct = refs.filter((ref, at) => refs.findIndex((one) => isSameModel(one, ref)) === at);
  const entries = distinct.flatMap((ref) => firstEntry(state, servers, choice, ref, t));
  return entries.length === 0 || servers.length === 0 ? entries : [...entries, { type: 'separator' }];
}

/** None for a server that is not there any more, unless the alias leads to it. */
function firstEntry(
  state: AppState,
  servers: readonly Server[],
  choice: ModelChoice,
  ref: ModelRef,
  t: Translate,
): MenuEntry[] {
  const upstream = state.upstreams.find(({ slug }) => slug === ref.upstream);
  const isChecked = isChosen(choice, ref);
  const server = upstream?.name ?? (isChecked ? choice.at?.upstreamName : undefined);
  if (server === undefined) return [];
  const model = findListed(servers, ref);
  const shown = model === null || upstream === undefined ? ref.model : modelLabel(upstream, model, t);
  const name = t('tray.model.at', { model: shown, server });
  const isCut = upstream !== undefined && upstream.modelCount > upstream.models.length;
  const isLost = model === null && !isCut;
  return [
    {
      type: 'checkbox',
      label: isLost ? t('tray.model.marked', { model: name, mark: t('tray.model.notListed') }) : name,
      isChecked,
      isEnabled: isChecked || (upstream !== undefined && isAllowed(state, choice, upstream, model)),
      action: useModel(choice, ref),
    },
  ];
}

// Electron joins the radio items between two separators, headings among them, into one group, and ticks the first
// item of a group that has none ticked; so radio items only where exactly one is ticked.
function flatEntries(
  state: AppState,
  servers: readonly Server[],
  choice: ModelChoice,
  t: Translate,
): MenuEntry[] {
  const hasTick = servers.some((server) => refsOf(server).some((ref) => isChosen(choice, ref)));
  return servers.flatMap((server) => [
    { type: 'label', label: serverLabel(server.upstream, t) } as const,
    ...modelEntries(state, server, choice, hasTick ? 'radio' : 'checkbox', t),
  ]);
}

function nestedEntries(
  state: AppState,
  servers: readonly Server[],
  choice: ModelChoice,
  t: Translate,
): MenuEntry[] {
  return servers.map((server) => ({
    type: 'submenu',
    label: serverLabel(server.upstream, t),
    entries: inRanges(server.models, modelEntries(state, server, choice, 'checkbox', t), t),
  }));
}

function inRanges(models: readonly ModelInfo[], entries: MenuEntry[], t: Translate): MenuEntry[] {
  if (entries.length <= maxPerMenu) return entries;
  const ranges: MenuEntry[] = [];
  for (let start = 0; start < entries.length; start += maxPerMenu) {
    const slice = entries.slice(start, start + maxPerMenu);
    const first = models[start]?.id ?? '';
    const last = models[start + slice.length - 1]?.id ?? '';
    ranges.push({ type: 'submenu', label: t('tray.model.range', { first, last }), entries: slice });
  }
  return ranges;
}

function modelEntries(
  state: AppState,
  { upstream, models }: Server,
  choice: ModelChoice,
  type: 'radio' | 'checkbox',
  t: Translate,
): MenuEntry[] {
  return models.map((model) => {
    const ref = { upstream: upstream.slug, model: model.id };
    return {
      type,
      label: modelLabel(upstream, model, t),
      isChecked: isChosen(choice, ref),
      isEnabled: isAllowed(state, choice, upstream, model),
      action: useModel(choice, ref),
    };
  });
}

/** Keeping the active model on top, and, since a server's list in the state is cut, the way to all of it. */
function lastEntries(
  state: AppState,
  servers: readonly Server[],
  choice: ModelChoice,
  t: Translate,
): MenuEntry[] {
  const isCut = servers.some(({ upstream }) => upstream.modelCount > upstream.models.length);
  const more: MenuEntry = {
    type: 'action',
    label: t('tray.model.more'),
    action: { do: 'open', page: 'home' },
  };
  const entries = [...pinEntry(state, servers, choice, t), ...(isCut ? [more] : [])];
  return entries.length === 0 ? [] : [{ type: 'separator' }, ...entries];
}

function pinEntry(
  { settings: { pinned }, settingsReadOnly }: AppState,
  servers: readonly Server[],
  { alias, at }: ModelChoice,
  t: Translate,
): MenuEntry[] {
  if (alias !== 'active' || at === null) return [];
  const isChecked = pinned.some((ref) => isSameModel(ref, at));
  if (!isChecked && countOf(servers) <= maxInSight) return [];
  const action = { do: 'pin', ref: { upstream: at.upstream, model: at.model }, on: !isChecked } as const;
  const label = t('tray.model.pin', { model: at.model });
  return [{ type: 'checkbox', label, isChecked, isEnabled: !settingsReadOnly, action }];
}

function openServers(t: Translate): MenuEntry {
  return { type: 'action', label: t('tray.item.open'), action: { do: 'open', page: 'servers' } };
}

function serverLabel({ name, health }: UpstreamState, t: Translate): string {
  if (health === 'healthy' || health === 'unknown') return name;
  const mark = health === 'loading' ? t('tray.server.loading') : t(`health.${health}`);
  return t('tray.model.marked', { model: name, mark });
}

/** Its id, where it is unless that is where its server is, and the context that it has loaded. */
function modelLabel(upstream: UpstreamState, { id, location, context }: ModelInfo, t: Translate): string {
  const isElsewhere = location !== upstream.location || location === 'cloud';
  const marks = isElsewhere ? [t(`location.${location}`)] : [];
  if (context.loaded !== null) marks.push(contextMark(context.loaded, t));
  return marks.length === 0 ? id : t('tray.model.marked', { model: id, mark: marks.join(' · ') });
}

function contextMark(loaded: number, t: Translate): string {
  const tokens = shortTokens(loaded) ?? String(loaded);
  return isSmallContext(loaded) ? t('tray.model.small', { context: tokens }) : tokens;
}

/** A server that needs a key answers nobody, and the locks of all and of the alias hold. */
function isAllowed(
  state: AppState,
  { alias }: ModelChoice,
  upstream: UpstreamState,
  model: ModelInfo | null,
): boolean {
  const lock = lockAgainst(model?.location ?? upstream.location, locksFor(state.settings, alias));
  return isRoutable(upstream.health) && lock === null;
}

function refsOf({ upstream, models }: Server): ModelRef[] {
  return models.map(({ id }) => ({ upstream: upstream.slug, model: id }));
}

function findListed(servers: readonly Server[], ref: ModelRef): ModelInfo | null {
  const server = servers.find(({ upstream }) => upstream.slug === ref.upstream);
  return server?.models.find(({ id }) => id === ref.model) ?? null;
}

function countOf(servers: readonly Server[]): number {
  return servers.reduce((sum, { models }) => sum + models.length, 0);
}

function isChosen({ at }: ModelChoice, ref: ModelRef): boolean {
  return at !== null && isSameModel(at, ref);
}

function useModel({ alias }: ModelChoice, { upstream, model }: ModelRef): TrayAction {
  const ref = { upstream, model };
  return alias === 'active' ? { do: 'use-model', ref } : { do: 'use-model', ref, alias };
}
