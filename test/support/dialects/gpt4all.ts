/** GPT4All 3 (gpt4all-chat/src/server.cpp): a model list, and no keys. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, listOf } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'humanity',
    root: id,
    parent: null,
    permissions: [{ id: 'foobarbaz', object: 'model_permission', created: 0, allow_view: true }],
  })),
});

export const gpt4all: Dialect = {
  name: 'gpt4all',
  headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
  sendsHeadersEarly: false,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: false }),
  error: (status, message) => ({
    status,
    body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
  }),
  unknownRoute: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '' }),
  modelNotFound: () => null,
  isOpen: () => true,
};
