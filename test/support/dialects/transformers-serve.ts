/** `transformers serve` 5 (src/transformers/cli/serving): FastAPI without a title, ids on its answers, no `[DONE]`. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt, doneEvent } from './reply.ts';
import { createLook, fastApiNotFound, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({
    owned_by: id.includes('/') ? id.split('/')[0] : 'tiny',
    id: id.includes('/') ? id : `tiny/${id}`,
    object: 'model',
    created: createdAt,
  })),
  '/health': () => ({ status: 'ok' }),
  '/openapi.json': () => ({
    openapi: '3.1.0',
    info: { title: 'FastAPI', version: '0.1.0' },
    paths: {
      '/v1/chat/completions': {},
      '/v1/responses': {},
      '/v1/audio/transcriptions': {},
      '/load_model': {},
      '/reset': {},
      '/v1/models': {},
      '/health': {},
    },
  }),
});

const shape = createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true });

export const transformersServe: Dialect = {
  name: 'transformers-serve',
  headers: { ...uvicorn, 'x-request-id': '1f9b1c9e-0000-4000-8000-000000000001' },
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...shape,
  stream: (generation) => shape.stream(generation).filter((event) => event !== doneEvent),
  error: (status, detail) => ({ status, body: { detail } }),
  unknownRoute: () => fastApiNotFound,
  modelNotFound: () => null,
  isOpen: () => true,
};
