/** What the command palette offers, from what is true now. */
import type { AppState } from '../../shared/app-state.ts';
import type { Page } from '../../shared/bridge.ts';
import type { Location } from '../../shared/location.ts';
import type { ModelRef } from '../../shared/model.ts';
import { isSameModel } from '../../shared/model.ts';

export type PaletteEntry =
  | { kind: 'page'; page: Page }
  | { kind: 'server'; slug: string; name: string }
  | { kind: 'model'; ref: ModelRef; server: string; location: Location }
  | { kind: 'copy-address'; address: string }
  | { kind: 'start' }
  | { kind: 'stop' };

/** Models first: switching is what the palette is opened for most. The active one is left out, the demo too. */
export function paletteEntries(state: AppState, pages: readonly Page[]): PaletteEntry[] {
  const { proxy, upstreams, active } = state;
  const servers = upstreams.filter(({ kind }) => kind !== 'demo');
  const isActive = (ref: ModelRef): boolean => active !== null && isSameModel(active, ref);
  const models = servers.flatMap(({ slug, name, models: listed }) =>
    listed
      .filter(({ type }) => type === 'chat')
      .map(({ id, location }) => ({
        kind: 'model' as const,
        ref: { upstream: slug, model: id },
        server: name,
        location,
      })),
  );
  return [
    ...models.filter(({ ref }) => !isActive(ref)),
    ...(proxy.port > 0 ? [{ kind: 'copy-address' as const, address: proxy.baseUrl }] : []),
    ...(proxy.status === 'running' ? [{ kind: 'stop' as const }] : []),
    ...(proxy.status === 'stopped' || proxy.status === 'error' ? [{ kind: 'start' as const }] : []),
    ...pages.map((page) => ({ kind: 'page' as const, page })),
    ...servers.map(({ slug, name }) => ({ kind: 'server' as const, slug, name })),
  ];
}
