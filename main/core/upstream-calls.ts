/** Calls about servers. */
import type { Api, ProbeReport } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings, UpstreamSettings } from '../../shared/settings.ts';
import { slugFor } from '../../shared/upstream.ts';
import type { UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import { isOwnAddress } from '../net/own-address.ts';
import { createTurns } from '../settings/in-turn.ts';
import { isSameAddress, parseBaseUrl } from '../upstreams/base-url.ts';
import { kindOfPort } from '../upstreams/software.ts';
import type { CoreParts } from './parts.ts';
import { sayPlainKeys } from './plain-keys.ts';
import { sendableKey } from './sendable-key.ts';
import { takenSlugs, withoutUpstream } from './routes.ts';
import { serverName } from './server-names.ts';

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
    async probeAddress({ baseUrl, key = null, slug = null }): Promise<ProbeReport> {
      checkAddress(baseUrl, slug);
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
