/**
 * Which models AppState carries. It is pushed up to four times a second and stays under 100 KB, so the servers' lists
 * are cut where they are long; what the user chose is in them all the same. Pure.
 */
import { withoutSources } from '../../shared/model.ts';
import type { DescribedModel, ModelInfo, ModelRef } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';

/** How many models there are in AppState at most, those of all servers together. */
export const mostModels = 200;

/** How much of AppState's 100 KB there is for models, given the bytes of all the rest. */
export function roomForModels(restBytes: number): number {
  // The commas between models, and a revision that grows.
  return 100_000 - restBytes - mostModels - 100;
}

export interface ListOfServer {
  slug: string;
  models: readonly DescribedModel[];
}

/**
 * The models that the user chose, in the order in which they are kept where not all of them fit: where aliases lead
 * first, what is pinned, the last choices, then all else that the routes lead to.
 */
export function chosenModels({ routes, pinned, recent }: Settings): ModelRef[] {
  const candidates = routes.map(({ pools }) => pools.flatMap((pool) => pool.candidates));
  return [...candidates.flatMap((refs) => refs.slice(0, 1)), ...pinned, ...recent, ...candidates.flat()];
}

/**
 * The models to carry by slug, each list in its server's order: first `chosen`, then the first of every list, the
 * second of every list, and so on, until `mostModels` or `roomBytes` (as JSON in UTF-8) is reached.
 */
export function modelsInState(
  servers: readonly ListOfServer[],
  chosen: readonly ModelRef[],
  roomBytes: number,
): ReadonlyMap<string, ModelInfo[]> {
  const bySlug = new Map(servers.map((server) => [server.slug, server]));
  const picked = new Set<DescribedModel>();
  let left = roomBytes;
  const pick = (model: DescribedModel | undefined): boolean => {
    if (model === undefined || picked.has(model)) return true;
    left -= inState(model).bytes;
    if (picked.size >= mostModels || left < 0) return false;
    picked.add(model);
    return true;
  };
  const listed = chosen.map((ref) => bySlug.get(ref.upstream)?.models.find(({ id }) => id === ref.model));
  if (listed.every(pick)) inRounds(servers, pick);
  return new Map(
    servers.map(({ slug, models }) => [
      slug,
      models.filter((model) => picked.has(model)).map((model) => inState(model).info),
    ]),
  );
}

/** One model of each server after the other, until `pick` says that there is no more room. */
function inRounds(
  servers: readonly ListOfServer[],
  pick: (model: DescribedModel | undefined) => boolean,
): void {
  const longest = Math.max(0, ...servers.map(({ models }) => models.length));
  for (let at = 0; at < longest; at += 1) {
    if (!servers.every(({ models }) => pick(models[at]))) return;
  }
}

interface InState {
  info: ModelInfo;
  bytes: number;
}

/** A server's facts are replaced, never changed, and the state is built many times from the same ones. */
const kept = new WeakMap<DescribedModel, InState>();

function inState(model: DescribedModel): InState {
  const known = kept.get(model);
  if (known !== undefined) return known;
  const info = withoutSources(model);
  const made = { info, bytes: Buffer.byteLength(JSON.stringify(info)) };
  kept.set(model, made);
  return made;
}
