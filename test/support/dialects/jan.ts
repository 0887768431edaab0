/** Jan 0.7 (src-tauri/src/core/server): the running models with `created: 1`, texts for errors, an open description. */
import type { Answer, Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createLook, listOf } from './routes.ts';

const text = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});

const look = createLook({
  '/v1/models': listOf(({ id, remoteHost }) => ({
    id,
    object: 'model',
    created: 1,
    owned_by: remoteHost === undefined ? 'llama.cpp' : 'remote',
  })),
  '/openapi.json': () => ({
    openapi: '3.0.0',
    info: { title: 'Jan API Server Endpoints', version: '1.0' },
    paths: {},
  }),
});

export const jan: Dialect = {
  name: 'jan',
  headers: { 'access-control-allow-origin': '*', vary: 'Origin', 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true }),
  error: (status, message) => text(status, message),
  unknownRoute: () => text(404, 'Not Found'),
  modelNotFound: (model) => text(404, `No running session found for model '${model}'`),
  isOpen: (path) => path === '/openapi.json' || path === '/',
  refusal: text(401, 'Missing authorization header'),
};
