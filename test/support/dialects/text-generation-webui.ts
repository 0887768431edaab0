/** text-generation-webui (modules/api/models.py, script.py): the loaded model alone, and paths under `/v1/internal`. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, fastApiNotFound, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'user' })),
  '/v1/internal/model/info': ({ models: [model] }) => ({
    model_name: model?.id ?? 'None',
    lora_names: [],
    loader: 'llama.cpp',
  }),
  '/v1/internal/health': () => ({ status: 'ok' }),
});

export const textGenerationWebui: Dialect = {
  name: 'text-generation-webui',
  headers: uvicorn,
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true }),
  error: (status, message) => ({
    status,
    body: { error: { message, code: status, type: 'InvalidRequestError', param: '' } },
  }),
  unknownRoute: () => fastApiNotFound,
  modelNotFound: () => null,
  isOpen: () => false,
  refusal: { status: 401, body: { detail: 'Unauthorized' } },
};
