/** LM Studio: Express in front, and 200 with an error object where it has no such route. */
import type { Answer, Dialect, FakeModel, Look } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };
const ok = (body: unknown): Answer => ({ status: 200, body });

function row(model: FakeModel): Record<string, unknown> {
  const loaded = model.isLoaded === true;
  return {
    id: model.id,
    object: 'model',
    type: model.type === 'embedding' ? 'embeddings' : 'llm',
    publisher: 'lmstudio-community',
    arch: 'llama',
    compatibility_type: 'gguf',
    quantization: 'Q4_K_M',
    state: loaded ? 'loaded' : 'not-loaded',
    max_context_length: model.contextLength ?? 32_768,
    ...(model.type === 'embedding' ? {} : { capabilities: ['tool_use'] }),
    ...(loaded ? { loaded_context_length: 8192 } : {}),
  };
}

function look({ method, path, models }: Look): Answer | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (path === '/lmstudio-greeting') return ok({ lmstudio: true });
  if (path === '/api/v0/models') return ok({ object: 'list', data: models.map(row) });
  if (path !== '/v1/models') return null;
  const data = models.map(({ id }) => ({ id, object: 'model', owned_by: 'organization_owner' }));
  return ok({ object: 'list', data });
}

function error(status: number, message: string): Answer {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  const code = status === 404 ? 'model_not_found' : null;
  return { status, body: { error: { message, type, param: null, code } } };
}

const gets = /^\/(lmstudio-greeting|api\/v0\/models(\/.+)?|api\/v1\/models|v1\/models(\/.+)?)$/;
const posts = /^\/(v1|api\/v0)\/(chat\/completions|completions|embeddings|responses)$/;

export const lmStudio: Dialect = {
  name: 'lm-studio',
  headers: { 'x-powered-by': 'Express', ...json },
  streamHeaders: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: false,
    chunkExtra: { system_fingerprint: 'tiny' },
    choiceExtra: { logprobs: null },
  }),
  error,
  unknownRoute: (method, path) =>
    ok({ error: `Unexpected endpoint or method. (${method} ${path}). Returning 200 anyway` }),
  modelNotFound: (model) => error(404, `Model "${model}" not found.`),
  sideEffects: ({ method, path }) =>
    (method === 'GET' && gets.test(path)) || (method === 'POST' && posts.test(path)) ? {} : { errorLines: 1 },
};
