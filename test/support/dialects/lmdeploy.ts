/** LMDeploy 0.10 (lmdeploy/serve/openai/protocol.py). */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, fastApiNotFound, listOf, uvicorn } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'lmdeploy',
    root: id,
    parent: null,
    permission: [{ id: 'modelperm-1', object: 'model_permission', created: createdAt }],
  })),
  '/health': () => '',
  '/is_sleeping': () => ({ is_sleeping: false }),
});

export const lmdeploy: Dialect = {
  name: 'lmdeploy',
  headers: uvicorn,
  streamHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: false,
    choiceExtra: { logprobs: null },
  }),
  error: (status, message) => ({
    status,
    body: { object: 'error', message, type: 'invalid_request_error', code: status },
  }),
  unknownRoute: () => fastApiNotFound,
  modelNotFound: (model) => ({
    status: 404,
    body: {
      object: 'error',
      message: `The model "${model}" does not exist.`,
      type: 'invalid_request_error',
      code: 404,
    },
  }),
  refusal: {
    status: 401,
    body: {
      detail: {
        error: {
          message: 'Please request with valid api key!',
          type: 'invalid_request_error',
          code: 'invalid_api_key',
        },
      },
    },
  },
};
