/** KoboldCpp 1.115.1, as recorded: it closes after each answer, and answers Ollama's and llama.cpp's paths as well. */
import type { Dialect, FakeModel } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';
import { createdAt } from './reply.ts';
import { createLook, isEmbedding } from './routes.ts';

const nameOf = ({ id }: FakeModel): string => (id.startsWith('koboldcpp/') ? id : `koboldcpp/${id}`);
const contextOf = (models: readonly FakeModel[]): number => models[0]?.contextLength ?? 8192;

const look = createLook({
  '/v1/models': ({ models }) => ({
    object: 'list',
    data: models.slice(0, 1).map((model) => ({
      id: nameOf(model),
      object: 'model',
      created: createdAt,
      owned_by: 'koboldcpp',
      permission: [],
      root: 'koboldcpp',
    })),
  }),
  '/api/extra/version': ({ models }) => ({
    result: 'KoboldCpp',
    version: '1.115.1',
    protected: false,
    llm: models.some((model) => !isEmbedding(model)),
    txt2img: false,
    vision: false,
    audio: false,
    embeddings: models.some(isEmbedding),
    admin: 0,
    router: false,
    jinja: false,
    mcp: false,
  }),
  '/api/extra/true_max_context_length': ({ models }) => ({ value: contextOf(models) }),
  '/ping': () => ({ status: 'healthy' }),
  '/props': ({ models }) => ({
    chat_template: '',
    id: 0,
    total_slots: 1,
    n_ctx: contextOf(models),
    default_generation_settings: { n_ctx: contextOf(models) },
  }),
  '/api/version': () => ({ version: '0.7.0' }),
  '/api/tags': ({ models }) => ({
    models: models.map((model) => ({
      name: 'koboldcpp',
      model: nameOf(model),
      details: { family: 'koboldcpp', parameter_size: '128M', quantization_level: 'Q4_0' },
    })),
  }),
});

const generating = ['/v1/chat/completions', '/v1/completions', '/v1/embeddings'];

export const koboldcpp: Dialect = {
  name: 'koboldcpp',
  headers: {
    server: 'KoboldCppServer 1',
    connection: 'close',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'content-type': 'application/json',
  },
  streamHeaders: { 'x-accel-buffering': 'no', 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: true,
  look,
  ...createShape({
    reasoningField: 'reasoning_content',
    hasRoleEvent: false,
    choiceExtra: { logprobs: null },
  }),
  error: (status, msg) => ({ status, body: { detail: { msg, type: 'bad_input' } } }),
  unknownRoute: (method, path) => ({
    status: 404,
    headers: { 'content-type': 'text/html' },
    body:
      method === 'GET'
        ? `Error: KoboldCpp HTTP Server is running, but this endpoint does not exist. Current path: ${path}`
        : '',
  }),
  modelNotFound: () => null,
  isOpen: (path) => !generating.includes(path),
  refusal: {
    status: 401,
    body: {
      detail: {
        error: 'Unauthorized',
        msg: 'Authentication key is missing or invalid.',
        type: 'unauthorized',
      },
    },
  },
};
