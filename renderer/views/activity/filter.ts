/** Which requests are shown. Pure. */
import type { RequestOutcome, RequestRow } from '../../../shared/app-state.ts';
import type { Location } from '../../../shared/location.ts';

export interface RequestFilter {
  search: string;
  status: RequestOutcome | '';
  server: string;
  location: Location | '';
  client: string;
  model: string;
}

export const noFilter: RequestFilter = {
  search: '',
  status: '',
  server: '',
  location: '',
  client: '',
  model: '',
};

export const outcomes: readonly RequestOutcome[] = ['running', 'answered', 'failed', 'cancelled'];
const locations: readonly Location[] = ['this-machine', 'private-network', 'cloud', 'unknown'];

export function isFiltering(filter: RequestFilter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

export function filterRows(rows: readonly RequestRow[], filter: RequestFilter): readonly RequestRow[] {
  if (!isFiltering(filter)) return rows;
  const words = filter.search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => fits(row, filter) && words.every((word) => textOf(row).includes(word)));
}

function fits(row: RequestRow, { status, server, location, client, model }: RequestFilter): boolean {
  return (
    (status === '' || row.outcome === status) &&
    (server === '' || row.upstream === server) &&
    (location === '' || row.location === location) &&
    (client === '' || row.client === client) &&
    (model === '' || row.model === model)
  );
}

/** What is searched: names, numbers and ids, in whatever language the rest is shown. */
function textOf({ client, requestedModel, upstream, model, path, status, id }: RequestRow): string {
  return `${client ?? ''} ${requestedModel ?? ''} ${upstream ?? ''} ${model ?? ''} ${path} ${status} ${id}`.toLowerCase();
}

export interface FilterChoices {
  server: string[];
  location: Location[];
  client: string[];
  model: string[];
}

/** What there is to choose from, of what the list holds. */
export function choicesOf(rows: readonly RequestRow[]): FilterChoices {
  const found = { server: new Set<string>(), client: new Set<string>(), model: new Set<string>() };
  const places = new Set<Location>();
  for (const { upstream, client, model, location } of rows) {
    if (upstream !== null) found.server.add(upstream);
    if (client !== null) found.client.add(client);
    if (model !== null) found.model.add(model);
    if (location !== null) places.add(location);
  }
  return {
    server: [...found.server].sort(),
    client: [...found.client].sort(),
    model: [...found.model].sort(),
    location: locations.filter((one) => places.has(one)),
  };
}
