/** Xinference 1 (xinference/api/restful_api.py): rows with all that a model was launched with. */
import type { Dialect, FakeModel } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, fastApiNotFound, isEmbedding, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf((model) => ({
    id: model.id,
    object: 'model',
    created: 0,
    owned_by: 'xinference',
    model_name: model.id,
    address: '127.0.0.1:40101',
    accelerators: [],
    replica: 1,
    ...(isEmbedding(model) ? embeddingFields(model) : chatFields(model)),
  })),
  '/v1/cluster/auth': () => ({ auth: false }),
  '/v1/cluster/version': () => ({ version: '1.9.0', 'full-revisionid': '0', dirty: false, error: null }),
  '/v1/address': () => '127.0.0.1:9998',
});

function chatFields({ contextLength }: FakeModel): object {
  return {
    model_type: 'LLM',
    model_engine: 'vLLM',
    model_format: 'gptq',
    model_size_in_billions: 7,
    model_ability: ['chat', 'tools'],
    quantization: 'Int4',
    context_length: contextLength ?? 32_768,
  };
}

function embeddingFields({ contextLength }: FakeModel): object {
  return { model_type: 'embedding', dimensions: 1024, max_tokens: contextLength ?? 512 };
}

export const xinference: Dialect = {
  name: 'xinference',
  headers: uvicorn,
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: false }),
  error: (status, detail) => ({ status, body: { detail } }),
  unknownRoute: () => fastApiNotFound,
  modelNotFound: (model) => ({
    status: 400,
    body: { detail: `Model not found in the model list, uid: ${model}` },
  }),
  isOpen: (path) => path === '/v1/cluster/auth' || path === '/v1/address',
  refusal: { status: 401, body: { detail: 'Not authenticated' } },
};
