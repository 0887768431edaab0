/** What the command palette offers, from what is true now. */
import type { FoundModel } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import { findAmong } from '../../shared/find-models.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { Page } from '../../shared/bridge.ts';
import type { Location } from '../../shared/location.ts';
import { lockAgainst, locksFor } from '../../shared/locks.ts';
import type { ModelRef } from '../../shared/model.ts';
import { isSameModel, qualifiedId } from '../../shared/model.ts';
import { pageNames } from '../page-names.ts';
import { modelGroups, parseQualifiedId } from '../model-options.ts';

export type PaletteEntry =
  | { kind: 'page'; page: Page }
  | { kind: 'server'; slug: string; name: string }
  | { kind: 'model'; ref: ModelRef; server: string; location: Location }
  | { kind: 'copy-address'; address: string }
  | { kind: 'start' }
  | { kind: 'stop' };

/**
 * Models first: switching is what the palette is opened for most. The active one is left out, the demo too, and what a
 * lock keeps requests from. `found`: models that the state does not list.
 */
export function paletteEntries(
  state: AppState,
  pages: readonly Page[],
  found: readonly FoundModel[] = [],
): PaletteEntry[] {
  const { proxy, upstreams, active, settings } = state;
  const locks = locksFor(settings, 'active');
  const servers = upstreams.filter(({ kind }) => kind !== 'demo');
  const models = servers.flatMap((server) =>
    modelGroups([server], 'chat', { found }).flatMap(({ items }) =>
      items.map(({ value, model }) => ({
        kind: 'model' as const,
        ref: parseQualifiedId(value),
        server: server.name,
        location: model?.location ?? server.location,
      })),
    ),
  );
  return [
    ...models.filter(
      ({ ref, location }) =>
        lockAgainst(location, locks) === null && (active === null || !isSameModel(active, ref)),
    ),
    ...(proxy.port > 0 ? [{ kind: 'copy-address' as const, address: proxy.baseUrl }] : []),
    ...(proxy.status === 'running' ? [{ kind: 'stop' as const }] : []),
    ...(proxy.status === 'stopped' || proxy.status === 'error' ? [{ kind: 'start' as const }] : []),
    ...pages.map((page) => ({ kind: 'page' as const, page })),
    ...servers.map(({ slug, name }) => ({ kind: 'server' as const, slug, name })),
  ];
}

export interface NarrowedEntries {
  shown: PaletteEntry[];
  /** How many models fit and are not shown. */
  modelsLeft: number;
}

/** More than fit on any screen; typing finds the rest. Actions and places have their own, or models would push them out. */
const modelsAtOnce = 40;
const othersAtOnce = 40;

/** The entries that have every word in what they say. */
export function narrowEntries(
  entries: readonly PaletteEntry[],
  words: string,
  t: Translate,
): NarrowedEntries {
  const use = t('palette.use', { model: '' });
  const models = entries.filter((entry) => entry.kind === 'model');
  const found = findAmong(
    models,
    ({ ref, server }) => ({ id: ref.model, upstream: ref.upstream, upstreamName: `${server} ${use}` }),
    words,
    modelsAtOnce,
  );
  const others = entries.filter(({ kind }) => kind !== 'model');
  const named = findAmong(
    others,
    (entry) => {
      const { label, description = '' } = told(entry, t);
      return { id: label, upstream: '', upstreamName: description };
    },
    words,
    othersAtOnce,
  );
  return { shown: [...found.shown, ...named.shown], modelsLeft: found.count - found.shown.length };
}

/** What an entry says. */
export function told(entry: PaletteEntry, t: Translate): { id: string; label: string; description?: string } {
  switch (entry.kind) {
    case 'model':
      return {
        id: `model ${qualifiedId(entry.ref)}`,
        label: t('palette.use', { model: entry.ref.model }),
        description: `${entry.server} · ${t(`location.${entry.location}`)}`,
      };
    case 'copy-address':
      return { id: entry.kind, label: t('home.address.copy'), description: entry.address };
    case 'start':
      return { id: entry.kind, label: t('palette.start') };
    case 'stop':
      return { id: entry.kind, label: t('palette.stop') };
    case 'page':
      return { id: `page ${entry.page}`, label: t(pageNames[entry.page]) };
    case 'server':
      return { id: `server ${entry.slug}`, label: entry.name, description: t('palette.server') };
  }
}
