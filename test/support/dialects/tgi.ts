/** Text Generation Inference 3 (router/src/server.rs, lib.rs): a list of one, its id as owner, and errors of its own. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, isEmbedding } from './routes.ts';

const look = createLook({
  '/v1/models': ({ models }) => ({
    object: 'list',
    data: models.slice(0, 1).map(({ id }) => ({ id, object: 'model', created: 0, owned_by: id })),
  }),
  '/info': ({ models: [model] }) => ({
    model_id: model?.id ?? '',
    model_sha: null,
    model_pipeline_tag: model !== undefined && isEmbedding(model) ? 'feature-extraction' : 'text-generation',
    max_concurrent_requests: 128,
    max_best_of: 2,
    max_stop_sequences: 4,
    max_input_tokens: (model?.contextLength ?? 4096) - 1,
    max_total_tokens: model?.contextLength ?? 4096,
    validation_workers: 2,
    max_client_batch_size: 4,
    router: 'text-generation-router',
    version: '3.3.4',
    sha: null,
    docker_label: null,
  }),
  '/health': () => '',
});

export const tgi: Dialect = {
  name: 'tgi',
  headers: { 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: false,
    chunkExtra: { system_fingerprint: '3.3.4-native' },
    choiceExtra: { logprobs: null },
  }),
  error: (status, message) => ({ status, body: { error: message, error_type: 'validation' } }),
  unknownRoute: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '' }),
  modelNotFound: () => null,
  isOpen: (path) => path === '/info' || path === '/health' || path === '/',
  refusal: { status: 401, headers: { 'content-type': 'text/plain' }, body: '' },
};
