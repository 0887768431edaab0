import type { AbortSignalLike, ProbeReport } from '../../shared/api.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { DescribedModel } from '../../shared/model.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Health, UpstreamKind } from '../../shared/upstream.ts';
import type { Net, Purpose } from '../net/net.ts';
import { errorCode } from '../net/net-errors.ts';
import { classifyConnectionError } from '../routing/failure.ts';
import { createAsk } from './ask.ts';
import type { Answer, Ask } from './ask.ts';
import { baseUrlOf, parseBaseUrl } from './base-url.ts';
import { recognise } from './detect-kind.ts';
import { kindProfiles } from './kinds/index.ts';
import { NotAModelList } from './kinds/kind-profile.ts';
import { rowsOf } from './kinds/model-list.ts';
import { jsonIfThere } from './kinds/optional.ts';
import { textAt } from './read-json.ts';
import { softwareOf } from './software.ts';

export interface ProbeOptions {
  net: Net;
  clock: Clock;
  baseUrl: string;
  /** Null: find out. */
  kind: UpstreamKind | null;
  /** Which software of a kind that is a group. Left out: find out, where the kind is one. */
  product?: string | null;
  key: string | null;
  purpose?: Purpose;
  timeoutMs?: number;
  signal?: AbortSignalLike;
  /** Asks with this instead of one of its own, for a look that has asked already. */
  ask?: Ask;
}

/** A server that lists many models from a slow disk takes this long; one that hangs is not worth more. */
const defaultTimeoutMs = 4_000;

/** Who answers, and where its API is. */
interface Seen {
  kind: UpstreamKind;
  product: string | null;
  ask: Ask;
}

/** Looks at one server: what it is, what it serves, how it is. Resolves for every state; rejects only when cancelled. */
export async function probe(options: ProbeOptions): Promise<ProbeReport> {
  const { net, clock, baseUrl, key, purpose = 'probe', timeoutMs = defaultTimeoutMs, signal } = options;
  const address = parseBaseUrl(baseUrl);
  const ask =
    options.ask ??
    createAsk({ net, purpose, address, key, timeoutMs, ...(signal === undefined ? {} : { signal }) });
  const startedMs = clock.monotonicMs();
  let seen: Seen = { kind: options.kind ?? 'openai-compatible', product: options.product ?? null, ask };
  const report = (
    found: Pick<ProbeReport, 'health' | 'detail' | 'models' | 'latencyMs' | 'version'>,
  ): ProbeReport => ({
    kind: seen.kind,
    product: seen.product,
    baseUrl: seen.ask === ask ? baseUrl : baseUrlOf(seen.ask.address),
    ...found,
  });
  try {
    if (mustIdentify(options)) seen = await identify(ask, options.kind);
    const models = await listModels(seen).catch(async (thrown: unknown) => {
      if (!isOtherSoftware(thrown)) throw thrown;
      seen = (await elsewhere(seen)) ?? (await identify(ask, options.kind));
      return listModels(seen);
    });
    const latencyMs = clock.monotonicMs() - startedMs;
    const version = await versionOf(seen);
    if (signal?.aborted === true) throw Object.assign(new Error('cancelled'), { name: 'AbortError' });
    const detail = models.length === 0 ? message('health.detail.noModels') : null;
    return report({ health: 'healthy', detail, models, latencyMs, version });
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown;
    const state = explain(thrown, seen.kind, address.origin, timeoutMs);
    return report({ ...state, models: [], latencyMs: null, version: null });
  }
}

function mustIdentify({ kind, product }: ProbeOptions): boolean {
  return kind === null || (kindProfiles[kind].products !== undefined && product === undefined);
}

function listModels({ kind, ask }: Seen): Promise<DescribedModel[]> {
  return kindProfiles[kind].listModels(ask);
}

/** A server of a known kind whose address was typed without the path that its API is below. */
async function elsewhere({ kind, product, ask }: Seen): Promise<Seen | null> {
  const { basePath } = softwareOf(kind, product);
  if (basePath === null || ask.address.nativePath.endsWith(basePath)) return null;
  const there = ask.below(basePath);
  const isThere = rowsOf(await there.api('/models')) !== null;
  return isThere ? { kind, product, ask: there } : null;
}

/** What is known to forward stays so until another software is proven: no shape at all proves nothing. */
async function identify(ask: Ask, was: UpstreamKind | null): Promise<Seen> {
  const it = await recognise(ask, null);
  const isUnproven = it === null || it.kind === 'openai-compatible';
  if (isUnproven && was !== null && kindProfiles[was].forwards) return { kind: was, product: null, ask };
  if (it === null) return { kind: 'openai-compatible', product: null, ask };
  const { kind, product } = it;
  const { basePath } = softwareOf(kind, product);
  const isElsewhere = basePath !== null && it.baseUrl !== baseUrlOf(ask.address);
  return { kind, product, ask: isElsewhere ? ask.below(basePath) : ask };
}

/** Asked last, of a server that is there; one that does not say it has none. */
async function versionOf({ kind, product, ask }: Seen): Promise<string | null> {
  const { version } = softwareOf(kind, product);
  return version && textAt(await jsonIfThere(ask.native(version.path)), ...version.at);
}

/** The path that its kind always has is not there: something else answers at the address now. */
function isOtherSoftware(thrown: unknown): boolean {
  return thrown instanceof NotAModelList && (thrown.answer.status === 404 || thrown.answer.status === 200);
}

type State = Pick<ProbeReport, 'health' | 'detail'>;

function explain(thrown: unknown, kind: UpstreamKind, address: string, timeoutMs: number): State {
  if (thrown instanceof NotAModelList) return explainAnswer(thrown.answer, kind, address);
  const failure = classifyConnectionError(errorCode(thrown));
  const is = (detail: Message): State => ({ health: 'unreachable', detail });
  if (failure.kind === 'timeout') {
    return is(message('health.detail.timeout', { address, seconds: timeoutMs / 1000 }));
  }
  const isTooFar = failure.kind === 'unreachable' && failure.reason === 'out-of-reach';
  return is(message(isTooFar ? 'health.detail.outOfReach' : 'health.detail.refused', { address }));
}

function explainAnswer(answer: Answer, kind: UpstreamKind, address: string): State {
  const { status } = answer;
  const plain = (health: Health): State => ({ health, detail: null });
  if (status === 401 || status === 403) {
    return { health: 'unauthorized', detail: message('health.detail.unauthorized') };
  }
  if (kindProfiles[kind].isLoading(answer)) return plain('loading');
  if (status === 429) return plain('rate-limited');
  return { health: 'unknown', detail: message('health.detail.notOpenai', { address, status }) };
}
