/** A server that speaks the OpenAI API and nothing of its own, as cloud ones do. */
import type { Answer, Dialect, Look } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';

function look({ method, path, models }: Look): Answer | null {
  if ((method !== 'GET' && method !== 'HEAD') || path !== '/v1/models') return null;
  const data = models.map(({ id }) => ({ id, object: 'model', created: createdAt, owned_by: 'system' }));
  return { status: 200, body: { object: 'list', data } };
}

const codes: Record<number, string> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

function error(status: number, message: string): Answer {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  return { status, body: { error: { message, type, param: null, code: codes[status] ?? null } } };
}

export const openai: Dialect = {
  name: 'openai',
  headers: { 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: true,
    chunkExtra: { service_tier: 'default', system_fingerprint: 'fp_fake' },
    choiceExtra: { logprobs: null },
  }),
  error,
  unknownRoute: (method, path) => error(404, `Unknown request URL: ${method} ${path}.`),
  modelNotFound: (model) =>
    error(404, `The model \`${model}\` does not exist or you do not have access to it.`),
};
