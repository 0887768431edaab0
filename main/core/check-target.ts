/** Which server and model a check is about, and what is known of them: by a quiet look, without a generation. */
import type { AbortSignalLike, CallParsed, ProbeReport } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { fartherLocation, locationOfHost } from '../../shared/location.ts';
import { lockAgainst } from '../../shared/locks.ts';
import { unknownModel, withoutSources } from '../../shared/model.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { baseUrlSchema, slugSchema } from '../../shared/settings.ts';
import type { CheckFacts } from '../conformance/facts.ts';
import { isOwnAddress } from '../net/own-address.ts';
import { nearestNames } from '../routing/nearest-names.ts';
import { isSameAddress, parseBaseUrl } from '../upstreams/base-url.ts';
import { kindProfiles } from '../upstreams/kinds/index.ts';
import type { CoreParts } from './parts.ts';
import { sendableKey } from './sendable-key.ts';
import type { ListedUpstream } from './upstreams-service.ts';

export type CheckInput = CallParsed<'planCheck'>;

export interface CheckTarget {
  facts: CheckFacts;
  key: string | null;
}

/** A server by its slug or its address; `listed` where it is one of the user's. */
export interface CheckedServer {
  baseUrl: string;
  listed: ListedUpstream | null;
}

/** A look that is older is repeated: what is loaded changes. */
const freshMs = 10_000;

/** @throws ModelTrayError `upstream_not_found`, `bad_address`, `own_address` */
export function findServer(
  { list }: CoreParts,
  server: string,
  ownPorts: ReadonlySet<number>,
): CheckedServer {
  const bySlug = list().find(({ slug }) => slug === server);
  if (bySlug !== undefined) return { baseUrl: bySlug.baseUrl, listed: bySlug };
  const baseUrl = baseUrlSchema.safeParse(server);
  if (!baseUrl.success || !URL.canParse(baseUrl.data)) throw notAServer(server);
  const { host, port } = parseBaseUrl(baseUrl.data);
  if (isOwnAddress(host, port, ownPorts)) {
    throw new ModelTrayError('own_address', message('error.own_address', { address: server }));
  }
  const listed = list().find((one) => isSameAddress(one.baseUrl, baseUrl.data)) ?? null;
  return { baseUrl: listed?.baseUrl ?? baseUrl.data, listed };
}

function notAServer(server: string): ModelTrayError {
  return slugSchema.safeParse(server).success
    ? new ModelTrayError('upstream_not_found', message('error.upstream_not_found', { slug: server }))
    : new ModelTrayError('bad_address', message('error.bad_address', { address: server }));
}

/** Looks at the server and rejects with ModelTrayError where there is nothing to check, or by `signal`. */
export async function findTarget(
  parts: CoreParts,
  input: CheckInput,
  ownPorts: ReadonlySet<number>,
  signal?: AbortSignalLike,
): Promise<CheckTarget> {
  const server = findServer(parts, input.server, ownPorts);
  const key = await keyOf(parts, server, input.key);
  const seen = await lookAt(parts, server, key, { hasOtherKey: input.key !== undefined, signal });
  refuseUnusable(seen, server, input.model);
  const { origin, apiPath, nativePath, host } = parseBaseUrl(server.baseUrl);
  const models = seen.models.map(withoutSources);
  const reach = locationOfHost(host);
  const model = pickModel(models, input.model, nameOf(server), reach);
  const profile = kindProfiles[seen.kind];
  const isLoadedToo = (one: ModelInfo): boolean =>
    one.loaded === true && one.type === model.type && one.id !== model.id;
  return {
    key,
    facts: {
      address: server.baseUrl,
      serverName: nameOf(server),
      kind: seen.kind,
      serverVersion: seen.version,
      origin,
      apiPath,
      nativePath,
      reach,
      model,
      location: fartherLocation(fartherLocation(reach, model.location), profile.forwards ? 'unknown' : reach),
      modelIds: models.map(({ id }) => id),
      forwards: profile.forwards,
      loadedInstead: models.find(isLoadedToo)?.id ?? null,
      busy: profile.busy ?? null,
    },
  };
}

/** What the user's locks say about it; null where they allow it. */
export function lockOn({ settings }: CoreParts, { location, model }: CheckFacts): Message | null {
  const { locks } = settings.get();
  const against = lockAgainst(location, locks);
  if (against === null) return null;
  const lock = message(`lock.${against}`);
  return message('check.obstacle.locked', { model: model.id, lock });
}

export function nameOf({ listed, baseUrl }: CheckedServer): string {
  return listed?.name ?? baseUrl;
}

/** A stored key goes where it was stored for, and nowhere else. */
async function keyOf(
  { secrets }: CoreParts,
  { listed, baseUrl }: CheckedServer,
  given: string | undefined,
): Promise<string | null> {
  if (given !== undefined) return sendableKey(given);
  if (listed === null) return null;
  const state = secrets.keyState(listed.slug, baseUrl);
  if (state === 'locked') throw new ModelTrayError('upstream_unauthorized', message('health.detail.locked'));
  if (state === 'unconfirmed') {
    throw new ModelTrayError('upstream_unauthorized', message('health.detail.unconfirmed'));
  }
  return secrets.get(listed.slug, baseUrl);
}

type Looked = Pick<ProbeReport, 'kind' | 'health' | 'detail' | 'version'> & { models: ProbeReport['models'] };

/** Only a running core keeps what it finds; an offline one asks this server and no other. */
async function lookAt(
  { upstreams, isRunning, ports }: CoreParts,
  { baseUrl, listed }: CheckedServer,
  key: string | null,
  { hasOtherKey, signal }: { hasOtherKey: boolean; signal: AbortSignalLike | undefined },
): Promise<Looked> {
  if (listed === null || !isRunning() || hasOtherKey) {
    return upstreams.probeAddress(baseUrl, listed?.kind ?? null, key, signal);
  }
  const before = upstreams.facts(listed.slug);
  const isFresh = before.health === 'healthy' && ports.clock.now() - (before.checkedAt ?? 0) < freshMs;
  const facts = isFresh ? before : await upstreams.look(listed.slug);
  // A server that was added unseen is known by its kind once it was looked at.
  return { ...facts, models: [...facts.models], detail: upstreams.state(listed, []).healthDetail };
}

/** A server that lists nothing can still be asked for a model that is named. */
function refuseUnusable(
  { health, detail, models }: Looked,
  server: CheckedServer,
  model: string | undefined,
): void {
  const text = detail ?? message('health.detail.refused', { address: server.baseUrl });
  if (health === 'unreachable') throw new ModelTrayError('upstream_unreachable', text);
  if (health === 'unauthorized') throw new ModelTrayError('upstream_unauthorized', text);
  if (health === 'loading') {
    throw new ModelTrayError('model_not_loaded', message('check.stillLoading', { server: nameOf(server) }));
  }
  if (models.length > 0 || model !== undefined) return;
  const noModel = message('check.obstacle.noModel', { server: nameOf(server) });
  throw new ModelTrayError('model_unknown', health === 'healthy' ? noModel : text);
}

/** The model that is named, or a loaded chat model, or the first that chats, or the first. */
function pickModel(
  models: readonly ModelInfo[],
  wanted: string | undefined,
  server: string,
  reach: CheckFacts['reach'],
): ModelInfo {
  const chats = models.filter(({ type }) => type === 'chat');
  const chosen =
    wanted === undefined
      ? (chats.find(({ loaded }) => loaded === true) ?? chats[0] ?? models[0])
      : (models.find(({ id }) => id === wanted) ?? models.find(({ id }) => id === `${wanted}:latest`));
  if (chosen !== undefined) return chosen;
  const name = wanted ?? '';
  if (models.length === 0) return unknownModel(name, reach);
  const nearest = nearestNames(
    name,
    models.map(({ id }) => id),
  ).join(', ');
  const params = { model: name, server };
  throw new ModelTrayError(
    'model_unknown',
    nearest === ''
      ? message('check.noSuchModel', params)
      : message('check.noSuchModel.nearest', { ...params, nearest }),
  );
}
