/** LocalAI 4 (core/http/routes, endpoints/openai/list.go): bare rows, Ollama's paths too, and a document of its own. */
import type { Answer, Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, isEmbedding, listOf } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({ id, object: 'model' })),
  '/v1/models/capabilities': listOf((model) => ({
    id: model.id,
    object: 'model',
    capabilities: isEmbedding(model) ? ['embeddings'] : ['chat', 'completion', 'tools'],
    input_modalities: ['text'],
    output_modalities: isEmbedding(model) ? [] : ['text'],
    context_size: model.contextLength ?? 8192,
  })),
  '/.well-known/localai.json': () => ({
    version: 'v4.9.0',
    endpoints: { chat_completions: '/v1/chat/completions', models: '/v1/models' },
    endpoint_groups: {},
    capabilities: {},
  }),
  '/system': ({ models }) => ({
    backends: ['llama-cpp'],
    loaded_models: models.filter(({ isLoaded }) => isLoaded === true).map(({ id }) => ({ id })),
  }),
  '/readyz': () => 'OK',
  '/healthz': () => 'OK',
  '/version': () => ({ version: 'v4.9.0' }),
  '/': () => 'Ollama is running',
  '/api/version': () => ({ version: '0.9.0' }),
  '/api/tags': ({ models }) => ({ models: models.map(({ id }) => ({ name: id, model: id })) }),
  '/api/ps': () => ({ models: [] }),
});

function error(status: number, message: string): Answer {
  return { status, body: { error: { code: status, message, type: 'invalid_request_error' } } };
}

export const localai: Dialect = {
  name: 'localai',
  headers: { 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning', hasRoleEvent: true }),
  error,
  unknownRoute: () => error(404, 'Resource not found'),
  modelNotFound: (model) => error(404, `model "${model}" not found`),
  isOpen: (path) => ['/.well-known/localai.json', '/readyz', '/healthz'].includes(path),
  refusal: error(401, 'An authentication key is required'),
  loading: { status: 503, body: { status: 'starting', reason: 'startup preload in progress' } },
};
