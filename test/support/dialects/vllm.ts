/** vLLM behind uvicorn. */
import type { Answer, Dialect, Look } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';

const ok = (body: unknown): Answer => ({ status: 200, body });

function look({ method, path, models }: Look): Answer | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (path === '/version') return ok({ version: '0.11.0' });
  if (path === '/health' || path === '/ping') return ok('');
  if (path !== '/v1/models') return null;
  const data = models.map(({ id, contextLength }) => ({
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'vllm',
    root: id,
    parent: null,
    max_model_len: contextLength ?? 32_768,
  }));
  return ok({ object: 'list', data });
}

const errorTypes: Record<number, string> = { 400: 'BadRequestError', 404: 'NotFoundError' };

function error(status: number, message: string): Answer {
  const type = errorTypes[status] ?? 'InternalServerError';
  return { status, body: { error: { message, type, param: null, code: status } } };
}

export const vllm: Dialect = {
  name: 'vllm',
  headers: { server: 'uvicorn', 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: true,
    choiceExtra: { logprobs: null },
  }),
  error,
  unknownRoute: () => ({ status: 404, body: { detail: 'Not Found' } }),
  modelNotFound: (model) => error(404, `The model \`${model}\` does not exist.`),
  isOpen: (path) => !path.startsWith('/v1'),
  refusal: { status: 401, body: { error: 'Unauthorized' } },
};
