/** The first answers may show that there is nothing to judge: no server, no key, or a model that still loads. */
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { firstOf } from './exchange.ts';
import type { Exchange, Seen, StepId } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import { outcomeOf } from './read-error.ts';

const firstSteps: readonly StepId[] = ['models', 'chat', 'stream', 'embeddings'];

/** Throws where going on would only blame the server for it. */
export function refuseToGoOn(id: StepId, seen: Seen, facts: CheckFacts): void {
  const exchange = firstOf(seen, id);
  if (exchange === undefined || !firstSteps.includes(id)) return;
  const outcome = outcomeOf(exchange);
  if (outcome.kind === 'no-answer' && id === 'models') throw noAnswer(exchange, facts);
  const refusal = outcome.kind === 'refused' ? refusalOf(outcome.status, outcome.said, facts) : null;
  if (refusal !== null) throw refusal;
}

function noAnswer(
  { ending, error, tookMs }: Exchange,
  { serverName: upstream, origin }: CheckFacts,
): ModelTrayError {
  if (ending === 'silent') {
    const seconds = Math.round(tookMs / 1000);
    return new ModelTrayError('upstream_timeout', message('error.upstream_timeout', { upstream, seconds }));
  }
  const params = { upstream, address: origin, reason: reasonOf(error) };
  return new ModelTrayError('upstream_unreachable', message('error.upstream_unreachable', params));
}

function refusalOf(status: number, said: string, { serverName }: CheckFacts): ModelTrayError | null {
  if (status === 401) {
    const text = message('error.upstream_unauthorized', { upstream: serverName });
    return new ModelTrayError('upstream_unauthorized', text);
  }
  if (status === 429) {
    return new ModelTrayError('upstream_bad_answer', message('check.rateLimited', { server: serverName }));
  }
  // llama.cpp b10587 answers every path so until its model is there.
  if (status === 503 && /loading/i.test(said)) {
    return new ModelTrayError('model_not_loaded', message('check.stillLoading', { server: serverName }));
  }
  return null;
}

const reasons: Readonly<Record<string, Message>> = {
  ECONNREFUSED: message('unreachable.refused'),
  UND_ERR_CONNECT_TIMEOUT: message('unreachable.connect-timeout'),
  ENOTFOUND: message('unreachable.name-not-found'),
  MODELTRAY_SELF_LOOP: message('unreachable.own-address'),
  MODELTRAY_OUT_OF_REACH: message('unreachable.out-of-reach'),
  MODELTRAY_PROXY_FAILED: message('unreachable.proxy'),
  HPE_INVALID: message('unreachable.notHttp'),
  ECONNRESET: message('unreachable.reset'),
  UND_ERR_SOCKET: message('unreachable.reset'),
};

function reasonOf(error: string): Message {
  return reasons[error] ?? message('unreachable.other');
}
