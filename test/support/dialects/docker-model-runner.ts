/** Docker Model Runner 1 (docker/model-runner, pkg/inference): the API below `/engines`, Go's texts for the rest. */
import type { Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, listOf } from './routes.ts';

const look = createLook({
  '/': () => 'Docker Model Runner is running',
  '/engines/v1/models': listOf(({ id }) => ({
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'docker',
  })),
  '/models': ({ models }) =>
    models.map(({ id }) => ({
      id: `sha256:${id}`,
      tags: [`docker.io/${id}`],
      created: createdAt,
      config: { format: 'gguf', quantization: 'IQ2_XXS/Q4_K_M', parameters: '361.82 M', size: '256.35 MiB' },
    })),
  '/engines/ps': ({ models }) =>
    models
      .filter(({ isLoaded }) => isLoaded === true)
      .map(({ id }) => ({ backend_name: 'llama.cpp', model_name: `docker.io/${id}`, mode: 'completion' })),
});

export const dockerModelRunner: Dialect = {
  name: 'docker-model-runner',
  headers: { 'content-type': 'application/json' },
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look,
  ...createShape({ reasoningField: 'reasoning_content', hasRoleEvent: true }),
  error: (status, message) => ({
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: message,
  }),
  unknownRoute: () => ({
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'not found\n',
  }),
  modelNotFound: () => ({
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'model not found\n',
  }),
  isOpen: () => true,
  basePath: '/engines',
};
