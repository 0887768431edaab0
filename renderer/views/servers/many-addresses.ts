/** Several addresses in one field, `a,b`, and the one route that their servers may share. */
import type { ModelInfo, ModelRef, ModelType } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { isSameAddress, normaliseAddress } from '../../address.ts';
import type { Failure } from '../../failure.ts';

export interface TypedAddress {
  typed: string;
  /** Null where it is not an address. */
  baseUrl: string | null;
}

/** What became of one address. A server that is in the list already is used as it is. */
export type Became =
  | { address: string; as: 'added' | 'listed'; slug: string }
  | { address: string; as: 'failed'; failure: Failure };

/** The parts between commas, also full-width ones; the same address counts once. */
export function splitAddresses(text: string): TypedAddress[] {
  const parts = text
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const all = parts.map((typed) => ({ typed, baseUrl: normaliseAddress(typed) }));
  return all.filter(
    ({ baseUrl }, at) =>
      baseUrl === null || !all.slice(0, at).some((before) => isSame(before.baseUrl, baseUrl)),
  );
}

export function isMany(text: string): boolean {
  return splitAddresses(text).length > 1;
}

function isSame(one: string | null, other: string): boolean {
  return one !== null && isSameAddress(one, other);
}

/** The models of one type that every server lists, with or without `:latest`, as the first one calls them. */
export function commonModels(servers: readonly UpstreamState[], type: ModelType): string[] {
  const [first, ...rest] = servers;
  const listed = first?.models.filter((model) => model.type === type).map(({ id }) => id) ?? [];
  return listed.filter((id) => rest.every((server) => findModel(server, id) !== undefined));
}

/** One model of all, each by its own server's name for it. */
export function oneModel(servers: readonly UpstreamState[], model: string): ModelRef[] {
  return servers.flatMap((server) => {
    const found = findModel(server, model);
    return found === undefined ? [] : [{ upstream: server.slug, model: found.id }];
  });
}

/** The first model of that type of each server, which the user may then change. */
export function firstModels(servers: readonly UpstreamState[], type: ModelType): Map<string, string> {
  return new Map(
    servers.flatMap(({ slug, models }) => {
      const first = models.find((model) => model.type === type);
      return first === undefined ? [] : [[slug, first.id] as const];
    }),
  );
}

function findModel({ models }: UpstreamState, id: string): ModelInfo | undefined {
  return models.find((model) => model.id === id) ?? models.find((model) => plain(model.id) === plain(id));
}

function plain(id: string): string {
  return id.replace(/:latest$/, '');
}
