import type { ListListeners } from '../upstreams/discovery/listener.ts';

/** `node (4711)`: who listens on a port, or null where the system doesn't tell. Only ever read, never ended. */
export type FindPortHolder = (port: number) => Promise<string | null>;

export function createFindPortHolder(listListeners: ListListeners): FindPortHolder {
  return async (port) => {
    // Without the right or the tool to see it the holder stays unnamed.
    const table = await listListeners().catch(() => null);
    const holder = table?.listeners.find((one) => one.port === port && one.process !== null)?.process;
    return holder === undefined || holder === null ? null : `${holder.name} (${holder.pid})`;
  };
}
