/** FastChat 0.2 (serve/openai_api_server.py, protocol/api_protocol.py). */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, fastApiNotFound, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'fastchat',
    root: id,
    parent: null,
    permission: [{ id: 'modelperm-1', object: 'model_permission', created: createdAt, allow_view: true }],
  })),
});

export const fastchat: Dialect = {
  name: 'fastchat',
  headers: uvicorn,
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true }),
  error: (status, message) => ({ status, body: { object: 'error', message, code: 40_000 + status } }),
  unknownRoute: () => fastApiNotFound,
  modelNotFound: (model) => ({
    status: 400,
    body: { object: 'error', message: `Only ${model} allowed now`, code: 40_301 },
  }),
  isOpen: () => false,
  refusal: {
    status: 401,
    body: {
      detail: {
        error: { message: '', type: 'invalid_request_error', param: null, code: 'invalid_api_key' },
      },
    },
  },
};
