/** SGLang 0.5 (srt/entrypoints/http_server.py, openai/protocol.py): flat errors, and a `/health` that generates. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, fastApiNotFound, isEmbedding, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id, contextLength }) => ({
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'sglang',
    root: id,
    parent: null,
    max_model_len: contextLength ?? 32_768,
  })),
  '/model_info': ({ models: [model] }) => ({
    model_path: model?.id ?? '',
    tokenizer_path: model?.id ?? '',
    is_generation: model === undefined || !isEmbedding(model),
    preferred_sampling_params: null,
    weight_version: 'default',
    has_image_understanding: false,
    has_audio_understanding: false,
  }),
  '/server_info': ({ models: [model] }) => ({
    model_path: model?.id ?? '',
    quantization: 'fp8',
    context_length: null,
    internal_states: [],
    version: '0.5.9',
  }),
  '/health': () => '',
  '/ping': () => '',
  // Its Ollama-compatible module.
  '/api/tags': ({ models }) => ({ models: models.map(({ id }) => ({ name: id, model: id })) }),
  '/api/version': () => ({ version: '0.9.0' }),
});

function error(status: number, message: string): ReturnType<Dialect['error']> {
  const type = status === 404 ? 'NotFoundError' : 'BadRequestError';
  return { status, body: { object: 'error', message, type, param: null, code: status } };
}

export const sglang: Dialect = {
  name: 'sglang',
  headers: uvicorn,
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: true,
    choiceExtra: { logprobs: null, matched_stop: null },
  }),
  error,
  unknownRoute: () => fastApiNotFound,
  modelNotFound: () => null,
  refusal: { status: 401, body: { error: 'Unauthorized' } },
  sideEffects: ({ path }) => (path === '/health' || path === '/health_generate' ? { generations: 1 } : {}),
};
