/** The choice of the active model as menu entries: real chat models only, by server, usable with hundreds of them. */
import type { AliasState, AppState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { isWithin } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import { isSameModel } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import type { MenuEntry } from './tray-menu.ts';

/** Up to this many models stand in one list; more get a submenu for each server. */
const maxFlat = 24;
/** A server with more models than this is cut into ranges of so many. */
const maxPerMenu = 30;

interface Server {
  upstream: UpstreamState;
  models: ModelInfo[];
}

/** The entries below "Active model". */
export function buildModelEntries(state: AppState, t: Translate): MenuEntry[] {
  const servers = serversWithChatModels(state);
  const pinned = pinnedEntries(state, servers, t);
  if (servers.length === 0 && pinned.length === 0) {
    return [{ type: 'label', label: t('tray.model.none') }, openServers(t)];
  }
  const count = servers.reduce((sum, { models }) => sum + models.length, 0);
  const entries = count <= maxFlat ? flatEntries(state, servers, t) : nestedEntries(state, servers, t);
  return [...pinned, ...entries, ...moreEntries(servers, t)];
}

function serversWithChatModels({ upstreams }: AppState): Server[] {
  return upstreams
    .filter(({ kind }) => kind !== 'demo')
    .map((upstream) => ({ upstream, models: upstream.models.filter(({ type }) => type === 'chat') }))
    .filter(({ models }) => models.length > 0);
}

/** The active model on top where the lists below would hide it or lack it. */
function pinnedEntries(state: AppState, servers: readonly Server[], t: Translate): MenuEntry[] {
  const { active } = state;
  if (active === null || active.isDemo) return [];
  const count = servers.reduce((sum, { models }) => sum + models.length, 0);
  const isListed = servers.some((server) => refsOf(server).some((ref) => isSameModel(ref, active)));
  if (isListed && count <= maxFlat) return [];
  const name = t('tray.model.at', { model: active.model, server: active.upstreamName });
  const label = isListed ? name : t('tray.model.marked', { model: name, mark: t('tray.model.notListed') });
  const pinned: MenuEntry = {
    type: 'checkbox',
    label,
    isChecked: true,
    isEnabled: true,
    action: useModel(active),
  };
  return servers.length === 0 ? [pinned] : [pinned, { type: 'separator' }];
}

// Electron joins the radio items between two separators, headings among them, into one group, and ticks the first
// item of a group that has none ticked; so radio items only where exactly one is ticked.
function flatEntries(state: AppState, servers: readonly Server[], t: Translate): MenuEntry[] {
  const hasTick = servers.some(
    (server) => state.active !== null && refsOf(server).some((ref) => isActive(state.active, ref)),
  );
  return servers.flatMap((server) => [
    { type: 'label', label: serverLabel(server.upstream, t) } as const,
    ...modelEntries(state, server, hasTick ? 'radio' : 'checkbox', t),
  ]);
}

function nestedEntries(state: AppState, servers: readonly Server[], t: Translate): MenuEntry[] {
  return servers.map((server) => ({
    type: 'submenu',
    label: serverLabel(server.upstream, t),
    entries: inRanges(server.models, modelEntries(state, server, 'checkbox', t), t),
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
  type: 'radio' | 'checkbox',
  t: Translate,
): MenuEntry[] {
  return models.map((model) => {
    const ref = { upstream: upstream.slug, model: model.id };
    return {
      type,
      label: modelLabel(upstream, model, t),
      isChecked: isActive(state.active, ref),
      isEnabled: isRoutable(upstream.health) && isWithin(model.location, farthestAllowed(state)),
      action: useModel(ref),
    };
  });
}

/** A server's list in the state is cut; the window has all of it. */
function moreEntries(servers: readonly Server[], t: Translate): MenuEntry[] {
  const isCut = servers.some(({ upstream }) => upstream.modelCount > upstream.models.length);
  if (!isCut) return [];
  return [
    { type: 'separator' },
    { type: 'action', label: t('tray.model.more'), action: { do: 'open', page: 'home' } },
  ];
}

function openServers(t: Translate): MenuEntry {
  return { type: 'action', label: t('tray.item.open'), action: { do: 'open', page: 'servers' } };
}

function serverLabel({ name, health }: UpstreamState, t: Translate): string {
  if (health === 'healthy' || health === 'unknown') return name;
  const mark = health === 'loading' ? t('tray.server.loading') : t(`health.${health}`);
  return t('tray.model.marked', { model: name, mark });
}

function modelLabel(upstream: UpstreamState, { id, location }: ModelInfo, t: Translate): string {
  if (location === upstream.location && location !== 'cloud') return id;
  return t('tray.model.marked', { model: id, mark: t(`location.${location}`) });
}

function farthestAllowed({ settings: { locks } }: AppState): Location {
  if (locks.onlyThisMachine) return 'this-machine';
  return locks.noCloud ? 'private-network' : 'unknown';
}

function refsOf({ upstream, models }: Server): ModelRef[] {
  return models.map(({ id }) => ({ upstream: upstream.slug, model: id }));
}

function isActive(active: AliasState | null, ref: ModelRef): boolean {
  return active !== null && isSameModel(active, ref);
}

function useModel({ upstream, model }: ModelRef): { do: 'use-model'; ref: ModelRef } {
  return { do: 'use-model', ref: { upstream, model } };
}
