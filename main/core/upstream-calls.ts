/** Calls about servers and about which model an alias points at. */
import type { Api, ProbeReport } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings, UpstreamSettings } from '../../shared/settings.ts';
import { slugFor } from '../../shared/upstream.ts';
import type { UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import { isOwnAddress } from '../net/own-address.ts';
import { createTurns } from '../settings/in-turn.ts';
import { nearestNames } from '../routing/nearest-names.ts';
import { resolveModel } from '../routing/resolve-model.ts';
import { firstCandidate } from '../routing/types.ts';
import { isSameAddress, parseBaseUrl } from '../upstreams/base-url.ts';
import { kindOfPort } from '../upstreams/software.ts';
import { aliasState } from './build-state.ts';
import type { CoreParts } from './parts.ts';
import { sayPlainKeys } from './plain-keys.ts';
import { demoSlug, takenSlugs, withAlias, withoutUpstream } from './routes.ts';
import { serverName } from './server-names.ts';
import { takeSnapshot } from './snapshot.ts';

/** Facts that are older are looked at again when a window opens. */
const staleMs = 10_000;

type UpstreamCalls = Pick<
  Api['calls'],
  | 'probeAddress'
  | 'addUpstream'
  | 'updateUpstream'
  | 'removeUpstream'
  | 'confirmUpstream'
  | 'testUpstream'
  | 'describeServer'
  | 'lookAtServers'
  | 'setAlias'
  | 'useModel'
>;

export function createUpstreamCalls(parts: CoreParts, ownPorts: () => ReadonlySet<number>): UpstreamCalls {
  const { settings, secrets, upstreams, store, isRunning } = parts;
  /** A key and its server change together, so two such changes must not run into each other. */
  const inTurn = createTurns();

  const find = (slug: string): UpstreamSettings => {
    const found = settings.get().upstreams.find((one) => one.slug === slug);
    if (found === undefined) {
      throw new ModelTrayError('upstream_not_found', message('error.upstream_not_found', { slug }));
    }
    return found;
  };

  /** Checks an address before anything is sent to it. */
  const checkAddress = (baseUrl: string, exceptSlug: string | null): void => {
    const { host, port } = parseAddress(baseUrl);
    if (isOwnAddress(host, port, ownPorts())) {
      throw new ModelTrayError('own_address', message('error.own_address', { address: baseUrl }));
    }
    const other = settings
      .get()
      .upstreams.find((one) => one.slug !== exceptSlug && isSameAddress(one.baseUrl, baseUrl));
    if (other !== undefined) {
      throw new ModelTrayError('upstream_exists', message('error.upstream_exists', { name: other.name }));
    }
  };

  const storeKey = async (slug: string, baseUrl: string, key: string): Promise<void> => {
    await secrets.set(slug, baseUrl, key);
    sayPlainKeys(parts);
  };

  /** The key first: a server that is listed without it would be shown as refused. Nothing of it stays where that fails. */
  const addListed = async (server: Omit<UpstreamSettings, 'slug'>, key: string | null): Promise<string> => {
    const slug = slugFor(server.name, server.kind, takenSlugs(settings.get()));
    if (key !== null) await storeKey(slug, server.baseUrl, key);
    try {
      settings.change((current) => ({ ...current, upstreams: [...current.upstreams, { slug, ...server }] }));
    } catch (thrown) {
      if (key !== null) await secrets.remove(slug);
      throw thrown;
    }
    return slug;
  };

  /** Only a running core looks; an offline one changes the settings and nothing else. */
  const looked = async (slug: string): Promise<UpstreamState> => {
    if (isRunning()) await upstreams.look(slug);
    store.touch();
    return upstreams.state(find(slug));
  };

  return {
    async probeAddress({ baseUrl, key = null }): Promise<ProbeReport> {
      checkAddress(baseUrl, null);
      return upstreams.probeAddress(baseUrl, null, key === null ? null : sendableKey(key));
    },
    async addUpstream({ baseUrl, name, kind, key }) {
      checkAddress(baseUrl, null);
      const sent = key === undefined ? null : sendableKey(key);
      const found =
        kind === undefined ? await whatIsAt(parts, baseUrl, sent) : { kind, product: null, baseUrl };
      const slug = await inTurn(() => {
        checkAddress(found.baseUrl, null);
        const { product, ...server } = found;
        const called = name ?? serverName(settings.get().upstreams, { ...server, product });
        return addListed({ name: called, ...server }, sent);
      });
      return looked(slug);
    },
    async updateUpstream({ slug, key, ...fields }) {
      const sent = typeof key === 'string' ? sendableKey(key) : null;
      await inTurn(async () => {
        const before = find(slug);
        const baseUrl = fields.baseUrl ?? before.baseUrl;
        if (baseUrl !== before.baseUrl) checkAddress(baseUrl, slug);
        if (key === null) await secrets.remove(slug);
        else if (sent !== null) await storeKey(slug, baseUrl, sent);
        settings.change((current) => withFields(current, slug, fields));
        if (baseUrl !== before.baseUrl) upstreams.forget(slug);
      });
      return looked(slug);
    },
    removeUpstream: ({ slug }): Promise<AppState> =>
      inTurn(async () => {
        find(slug);
        settings.change((current) => withoutUpstream(current, slug));
        upstreams.forget(slug);
        await secrets.remove(slug);
        parts.chooseActive();
        return store.get();
      }),
    async confirmUpstream({ slug }) {
      await inTurn(async () => {
        const { name, baseUrl } = find(slug);
        if (!(await secrets.confirm(slug, baseUrl))) {
          throw new ModelTrayError('no_key_stored', message('error.no_key_stored', { name }));
        }
      });
      return looked(slug);
    },
    async testUpstream({ slug }) {
      find(slug);
      return looked(slug);
    },
    describeServer({ slug }) {
      if (!parts.list().some((one) => one.slug === slug)) find(slug);
      return Promise.resolve({ models: [...upstreams.facts(slug).models] });
    },
    async lookAtServers() {
      if (isRunning()) await upstreams.lookAtAll(staleMs, 'unknown');
      return store.get();
    },
    async setAlias({ alias, target }) {
      if (target !== null) find(target.upstream);
      settings.change((current) => withAlias(current, alias, target, 'user'));
      return Promise.resolve(store.get());
    },
    async useModel({ model, alias = 'active' }) {
      const target = findModel(parts, model);
      // The demo gives way to the first real model; an alias that pointed at it by name would outlive it.
      if (target.upstream === demoSlug) {
        return aliasState(parts, alias)?.isDemo === true ? Promise.resolve(target) : unknown(parts, model);
      }
      settings.change((current) => withAlias(current, alias, target, 'user'));
      return Promise.resolve(target);
    },
  };
}

/** Settings in which one server has other fields; what is undefined stays. */
function withFields(
  current: Settings,
  slug: string,
  fields: { [Name in keyof UpstreamSettings]?: UpstreamSettings[Name] | undefined },
): Settings {
  const upstreams = current.upstreams.map((one) =>
    one.slug === slug ? { ...one, ...withoutUndefined(fields) } : one,
  );
  return { ...current, upstreams };
}

/**
 * The key as it can stand in a header: what a paste brought along around it is dropped.
 * @throws ModelTrayError `bad_input` where something else is in it
 */
function sendableKey(key: string): string {
  const trimmed = key.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new ModelTrayError('bad_input', message('error.bad_input.key'));
}

/** A qualified id, a plain id, or a server's slug, which means its first chat model. */
function findModel(parts: CoreParts, model: string): { upstream: string; model: string } {
  const snapshot = { ...takeSnapshot(parts), routes: [], unknownModel: 'not-found' as const };
  const resolved = resolveModel(snapshot, { requested: model, endpoint: 'other', scope: null });
  const ref = resolved.ok ? firstCandidate(resolved.route) : null;
  if (ref !== null) return ref;
  const bySlug = snapshot.upstreams.find(({ slug }) => slug === model);
  const first = bySlug?.models.find(({ type }) => type === 'chat');
  if (bySlug !== undefined && first !== undefined) return { upstream: bySlug.slug, model: first.id };
  return unlistedModel(parts, model) ?? unknown(parts, model);
}

/** Offline, no server has been asked: a qualified id of a known server is taken at its word. */
function unlistedModel(
  { isRunning, list }: CoreParts,
  model: string,
): { upstream: string; model: string } | null {
  const slash = model.indexOf('/');
  const upstream = list().find(({ slug }) => slash > 0 && slug === model.slice(0, slash));
  if (isRunning() || upstream === undefined || slash === model.length - 1) return null;
  return { upstream: upstream.slug, model: model.slice(slash + 1) };
}

function unknown({ list, upstreams, settings }: CoreParts, model: string): never {
  if (settings.get().upstreams.length === 0) {
    throw new ModelTrayError('model_unknown', message('error.model_unknown.noServers', { model }));
  }
  const names = list().flatMap(({ slug }) => upstreams.facts(slug).models.map(({ id }) => id));
  const nearest = nearestNames(model, names).join(', ');
  const text =
    nearest === ''
      ? message('error.model_unknown', { model })
      : message('error.model_unknown.nearest', { model, nearest });
  throw new ModelTrayError('model_unknown', text);
}

interface Found {
  kind: Exclude<UpstreamKind, 'demo'>;
  product: string | null;
  /** Where its API is. */
  baseUrl: string;
}

async function whatIsAt(
  { isRunning, upstreams }: CoreParts,
  baseUrl: string,
  key: string | null,
): Promise<Found> {
  const unseen = { kind: kindByPort(baseUrl), product: null, baseUrl };
  if (!isRunning()) return unseen;
  const { kind, health, product, baseUrl: where } = await upstreams.probeAddress(baseUrl, null, key);
  return kind === 'demo' || health === 'unreachable' ? unseen : { kind, product, baseUrl: where };
}

/** What a server that cannot be asked is taken for: a default port is a hint, and the first real look decides. */
function kindByPort(baseUrl: string): Exclude<UpstreamKind, 'demo'> {
  const kind = kindOfPort(parseBaseUrl(baseUrl).port);
  return kind === null || kind === 'demo' ? 'openai-compatible' : kind;
}

function parseAddress(baseUrl: string): { host: string; port: number } {
  try {
    return parseBaseUrl(baseUrl);
  } catch {
    throw new ModelTrayError('bad_address', message('error.bad_address', { address: baseUrl }));
  }
}

function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };
}
