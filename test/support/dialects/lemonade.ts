/** Lemonade 9 (docs/server_spec.md): the API below `/api`; version 10 has it at the root as well. */
import type { Answer, Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, isEmbedding, listOf } from './routes.ts';

const models = listOf((model) => ({
  id: model.id,
  created: createdAt,
  object: 'model',
  owned_by: 'lemonade',
  checkpoint: `unsloth/${model.id}:Q4_0`,
  recipe: model.remoteHost === undefined ? 'llamacpp' : 'cloud',
  size: 0.38,
  max_context_window: model.contextLength ?? 40_960,
  downloaded: true,
  suggested: true,
  labels: isEmbedding(model) ? ['embeddings'] : ['reasoning', 'tool-calling'],
}));

const look = createLook({
  '/api/v1/models': models,
  '/api/v1/health': ({ models: all }) => {
    const loaded = all.filter(({ isLoaded }) => isLoaded === true);
    return {
      status: 'ok',
      version: '9.1.0',
      model_loaded: loaded[0]?.id ?? null,
      all_models_loaded: loaded.map(({ id }) => ({
        model_name: id,
        recipe: 'llamacpp',
        recipe_options: { ctx_size: 4096 },
        device: 'gpu',
      })),
    };
  },
  '/api/version': () => ({ version: '9.1.0' }),
  '/api/tags': ({ models: all }) => ({ models: all.map(({ id }) => ({ name: id, model: id })) }),
});

function error(status: number, message: string): Answer {
  return {
    status,
    body: { error: { message, type: status === 404 ? 'not_found' : 'invalid_request_error' } },
  };
}

export const lemonade: Dialect = {
  name: 'lemonade',
  headers: { 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true }),
  error,
  unknownRoute: () => error(404, 'The requested endpoint does not exist'),
  modelNotFound: (model) => error(404, `Model not found: ${model}`),
  basePath: '/api',
};
