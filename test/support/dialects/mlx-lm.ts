/** mlx_lm.server 0.2x (mlx_lm/server.py): Python's own HTTP server, rows without an owner. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, listOf } from './routes.ts';

const look = createLook({
  '/v1/models': listOf(({ id }) => ({ id, object: 'model', created: createdAt })),
  '/health': () => ({ status: 'ok' }),
});

export const mlxLm: Dialect = {
  name: 'mlx-lm',
  headers: {
    server: 'BaseHTTP/0.6 Python/3.12.4',
    'access-control-allow-origin': '*',
    'content-type': 'application/json',
  },
  streamHeaders: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
  sendsHeadersEarly: true,
  closesAfterStream: true,
  look,
  ...createShape({ reasoningField: 'reasoning', hasRoleEvent: false }),
  error: (status, message) => ({ status, body: { error: message } }),
  unknownRoute: () => ({ status: 404, body: 'Not Found' }),
  modelNotFound: (model) => ({ status: 404, body: { error: `Repository Not Found: ${model}` } }),
  isOpen: () => true,
};
