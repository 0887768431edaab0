import type { AbortSignalLike, ProbeReport } from '../../shared/api.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Health, UpstreamKind } from '../../shared/upstream.ts';
import type { Net, Purpose } from '../net/net.ts';
import { errorCode } from '../net/net-errors.ts';
import { classifyConnectionError } from '../routing/failure.ts';
import type { Answer } from './ask.ts';
import { createAsk } from './ask.ts';
import { parseBaseUrl } from './base-url.ts';
import { recognise } from './detect-kind.ts';
import type { Ask } from './ask.ts';
import { kindProfiles } from './kinds/index.ts';
import { NotAModelList } from './kinds/kind-profile.ts';
import { textAt } from './read-json.ts';

export interface ProbeOptions {
  net: Net;
  clock: Clock;
  baseUrl: string;
  /** Null: find out. */
  kind: UpstreamKind | null;
  key: string | null;
  purpose?: Purpose;
  timeoutMs?: number;
  signal?: AbortSignalLike;
  /** Asks with this instead of one of its own, for a look that has asked already. */
  ask?: Ask;
}

/** A server that lists many models from a slow disk takes this long; one that hangs is not worth more. */
const defaultTimeoutMs = 4_000;

/** Looks at one server: what it is, what it serves, how it is. Resolves for every state; rejects only when cancelled. */
export async function probe(options: ProbeOptions): Promise<ProbeReport> {
  const { net, clock, baseUrl, key, purpose = 'probe', timeoutMs = defaultTimeoutMs, signal } = options;
  const address = parseBaseUrl(baseUrl);
  const ask =
    options.ask ??
    createAsk({ net, purpose, address, key, timeoutMs, ...(signal === undefined ? {} : { signal }) });
  const startedMs = clock.monotonicMs();
  let kind = options.kind;
  try {
    kind ??= await kindAt(ask);
    const models = await kindProfiles[kind].listModels(ask).catch(async (thrown: unknown) => {
      if (!isOtherSoftware(thrown)) throw thrown;
      kind = await kindAt(ask);
      return kindProfiles[kind].listModels(ask);
    });
    const detail = models.length === 0 ? message('health.detail.noModels') : null;
    return {
      kind,
      health: 'healthy',
      detail,
      models,
      latencyMs: clock.monotonicMs() - startedMs,
      version: null,
      product: null,
    };
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown;
    const { health, detail } = explain(thrown, address.origin, timeoutMs);
    return {
      kind: kind ?? 'openai-compatible',
      health,
      detail,
      models: [],
      latencyMs: null,
      version: null,
      product: null,
    };
  }
}

async function kindAt(ask: Ask): Promise<UpstreamKind> {
  return (await recognise(ask, null))?.kind ?? 'openai-compatible';
}

/** The path that its kind always has is not there: something else answers at the address now. */
function isOtherSoftware(thrown: unknown): boolean {
  return thrown instanceof NotAModelList && (thrown.answer.status === 404 || thrown.answer.status === 200);
}

function explain(
  thrown: unknown,
  address: string,
  timeoutMs: number,
): { health: Health; detail: Message | null } {
  if (thrown instanceof NotAModelList) return explainAnswer(thrown.answer, address);
  const failure = classifyConnectionError(errorCode(thrown));
  if (failure.kind === 'timeout') {
    const detail = message('health.detail.timeout', { address, seconds: timeoutMs / 1000 });
    return { health: 'unreachable', detail };
  }
  const isTooFar = failure.kind === 'unreachable' && failure.reason === 'out-of-reach';
  const detail = isTooFar
    ? message('health.detail.outOfReach', { address })
    : message('health.detail.refused', { address });
  return { health: 'unreachable', detail };
}

/** Loading is a state: llama.cpp answers every path with 503 and these words until its model is there. */
function explainAnswer(answer: Answer, address: string): { health: Health; detail: Message | null } {
  if (answer.status === 401 || answer.status === 403) {
    return { health: 'unauthorized', detail: message('health.detail.unauthorized') };
  }
  if (answer.status === 503 && /loading/i.test(textAt(answer.json, 'error', 'message') ?? '')) {
    return { health: 'loading', detail: null };
  }
  if (answer.status === 429) return { health: 'rate-limited', detail: null };
  return {
    health: 'unknown',
    detail: message('health.detail.notOpenai', { address, status: answer.status }),
  };
}
