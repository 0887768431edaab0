/** `upstream add a,b --alias name`: servers that share the requests of one alias. */
import type { CallInput } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import { fixedAliases } from '../../shared/settings.ts';
import { ownAddress } from '../../shared/slug.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { offlineNotes } from './offline-notes.ts';
import type { Outcome } from './output.ts';
import type { Asked } from './runner.ts';
import { addedLine, describeServer } from './server-rows.ts';

export interface PoolWish {
  alias: string;
  /** The model to use of each server; null takes the first chat model of each. */
  model: string | null;
}

type AddInput = CallInput<'addUpstream'>;

/** One that is in the list already is used as it is: the alias is what was asked for. */
export async function addPool(wish: PoolWish, inputs: readonly AddInput[], asked: Asked): Promise<Outcome> {
  const { connection } = asked;
  const before = await connection.call('getState', {});
  checkAlias(wish, before, asked);
  for (const input of inputs) checkKey(input, before, asked);
  const servers: UpstreamState[] = [];
  const added: UpstreamState[] = [];
  for (const input of inputs) {
    const listed = findListed(input, before);
    const server = listed ?? (await connection.call('addUpstream', input));
    if (listed === undefined) added.push(server);
    servers.push(server);
  }
  const members = await findMembers(servers, wish, asked);
  if (members.length === 0) throw createCommandFailure('no_model', asked.t('cli.upstream.noMembers', wish));
  const { proxy } = await connection.call('saveRoute', {
    alias: wish.alias,
    pools: [{ candidates: members }],
  });
  return poolOutcome(
    wish.alias,
    { servers, added, members, address: ownAddress(proxy.baseUrl, wish.alias) },
    asked,
  );
}

/** Before anything is added: a name that cannot be an alias would leave servers without one. */
function checkAlias({ alias }: PoolWish, { upstreams, settings }: AppState, { connection, t }: Asked): void {
  connection.check('removeRoute', { alias });
  if (upstreams.some(({ slug }) => slug === alias)) {
    throw createCommandFailure('bad_usage', t('cli.upstream.aliasIsServer', { alias }));
  }
  const isFixed = fixedAliases.some((fixed) => fixed === alias);
  if (!isFixed && settings.routes.some((route) => route.alias === alias)) {
    throw createCommandFailure('bad_usage', t('cli.upstream.aliasTaken', { alias }));
  }
}

/** The key on stdin is for new servers; one that is listed would keep its own without a word. */
function checkKey(input: AddInput, before: AppState, { t }: Asked): void {
  const listed = input.key === undefined ? undefined : findListed(input, before);
  if (listed === undefined) return;
  throw createCommandFailure('bad_usage', t('cli.check.hasOwnKey', { slug: listed.slug }));
}

function findListed({ baseUrl }: AddInput, { upstreams }: AppState): UpstreamState | undefined {
  return upstreams.find((one) => plainAddress(one.baseUrl) === plainAddress(baseUrl));
}

async function findMembers(
  servers: readonly UpstreamState[],
  wish: PoolWish,
  asked: Asked,
): Promise<ModelRef[]> {
  const members: ModelRef[] = [];
  for (const { slug } of servers) {
    const { models } = await asked.connection.call('describeServer', { slug });
    const model = chooseModel(models, wish);
    if (model !== null) members.push({ upstream: slug, model });
  }
  return members;
}

/** A server that lists nothing, because it is off or was not asked, is taken to have the model that was named. */
function chooseModel(models: readonly ModelInfo[], { alias, model: wanted }: PoolWish): string | null {
  const fitting = alias === 'embedding' ? 'embedding' : 'chat';
  if (wanted === null) return models.find(({ type }) => type === fitting)?.id ?? null;
  if (models.length === 0) return wanted;
  const isWanted = ({ id }: ModelInfo): boolean => id === wanted || id === `${wanted}:latest`;
  return models.find(isWanted)?.id ?? null;
}

interface MadePool {
  servers: readonly UpstreamState[];
  added: readonly UpstreamState[];
  members: readonly ModelRef[];
  address: string;
}

function poolOutcome(alias: string, made: MadePool, { connection, t }: Asked): Outcome {
  const { servers, added, members, address } = made;
  const leftOut = servers.filter(({ slug }) => !members.some(({ upstream }) => upstream === slug));
  const line = (server: UpstreamState): string =>
    added.includes(server) ? addedLine(server, t) : t('cli.upstream.listedAlready', server);
  const names = leftOut.map(({ slug }) => slug);
  return {
    exitCode: exitCodes.done,
    document: { added: added.map(describeServer), alias, address, models: members, leftOut: names },
    lines: [
      ...servers.map(line),
      t('cli.upstream.pool', { alias, models: members.map(qualifiedId).join(', '), address }),
    ],
    notes: [
      ...(names.length === 0 ? [] : [t('cli.upstream.leftOut', { alias, servers: names.join(', ') })]),
      ...offlineNotes(connection.running !== null, t),
    ],
  };
}

/** The same server may be typed with and without `/v1` and a slash. */
function plainAddress(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '').toLowerCase();
}
