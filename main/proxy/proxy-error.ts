import type { ErrorEnvelope } from '../../shared/openai.ts';
import type { ProxyErrorCode } from '../../shared/errors.ts';
import { proxyErrors } from '../../shared/errors.ts';
import type { Locale, Message, MessageKey } from '../../shared/i18n/index.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import { describeProxyTrouble } from '../../shared/proxy-trouble.ts';
import type { Failure } from '../routing/failure.ts';
import type { Candidate } from '../routing/types.ts';

/** An error that the proxy answers with itself: a code for programs, words for people. */
export interface ProxyError {
  code: ProxyErrorCode;
  text: Message;
  param?: string;
  retryAfterSeconds?: number;
}

/** DB-GPT's client sends every 5xx three times; only these are worth sending again. */
const worthRetrying: ReadonlySet<ProxyErrorCode> = new Set(['queue_full', 'stopping', 'overloaded']);

/** `{"error":{message,type,param,code},"src":"modeltray"}`. */
export function errorEnvelope(error: ProxyError, locale: Locale): ErrorEnvelope {
  return {
    error: {
      message: renderMessage(locale, error.text),
      type: proxyErrors[error.code].type,
      param: error.param ?? null,
      code: error.code,
    },
    src: 'modeltray',
  };
}

/** Status, headers (names and values alternating) and body of an error that stands before any answer. */
export function errorResponse(
  error: ProxyError,
  locale: Locale,
): { status: number; headers: string[]; body: string } {
  const headers = ['content-type', 'application/json; charset=utf-8'];
  if (!worthRetrying.has(error.code)) headers.push('x-should-retry', 'false');
  if (error.retryAfterSeconds !== undefined) headers.push('retry-after', String(error.retryAfterSeconds));
  return {
    status: proxyErrors[error.code].status,
    headers,
    body: JSON.stringify(errorEnvelope(error, locale)),
  };
}

/** What a client is told of an attempt that did not answer. */
export function errorOfFailure(failure: Failure, candidate: Candidate, address: string): ProxyError {
  const upstream = candidate.upstreamName;
  const unreachable = (key: MessageKey & `unreachable.${string}`): ProxyError => ({
    code: 'upstream_unreachable',
    text: message('error.upstream_unreachable', { upstream, address, reason: { key } }),
  });
  switch (failure.kind) {
    case 'unreachable':
      if (failure.proxy !== undefined) {
        const reason = describeProxyTrouble(failure.proxy);
        const text = message('error.upstream_unreachable.proxy', { upstream, address, reason });
        return { code: 'upstream_unreachable', text };
      }
      return unreachable(`unreachable.${failure.reason}`);
    case 'reset':
      return unreachable('unreachable.reset');
    case 'locked-key':
      return { code: 'upstream_unauthorized', text: message('health.detail.locked') };
    case 'not-http':
      return badAnswer(upstream, message('unreachable.notHttp'));
    case 'unauthorized':
      return { code: 'upstream_unauthorized', text: message('error.upstream_unauthorized', { upstream }) };
    case 'timeout':
    case 'first-byte-timeout':
      return {
        code: 'upstream_timeout',
        text: message('error.upstream_timeout', { upstream, seconds: Math.round(failure.afterMs / 1000) }),
      };
    case 'cut':
      return { code: 'upstream_bad_answer', text: message('error.upstream_bad_answer.cut', { upstream }) };
    case 'loading':
      return badAnswer(upstream, 'Loading model (HTTP 503)');
    case 'html':
      return badAnswer(upstream, `HTML (HTTP ${failure.status})`);
    case 'rate-limited':
    case 'bad-answer':
      return badAnswer(upstream, quoted(failure));
    case 'context-overflow':
      return { code: 'upstream_bad_answer', text: overflowText(upstream, failure) };
    case 'empty':
      return { code: 'upstream_bad_answer', text: message('error.upstream_bad_answer.empty', { upstream }) };
  }
}

function overflowText(
  upstream: string,
  { promptTokens: prompt, contextTokens: context }: Extract<Failure, { kind: 'context-overflow' }>,
): Message {
  return prompt === null || context === null
    ? message('error.upstream_bad_answer.context.unknown', { upstream })
    : message('error.upstream_bad_answer.context', { upstream, prompt, context });
}

function badAnswer(upstream: string, reason: string | Message): ProxyError {
  return { code: 'upstream_bad_answer', text: message('error.upstream_bad_answer', { upstream, reason }) };
}

function quoted({ said, status }: { said: string | null; status: number }): string {
  return said === null ? `HTTP ${status}` : `"${said}" (HTTP ${status})`;
}
