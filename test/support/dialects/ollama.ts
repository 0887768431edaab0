/** Ollama 0.32, as recorded. */
import type { Answer, Dialect, FakeModel, Generation, Look } from '../fake-types.ts';
import {
  createdAt,
  deltasOf,
  doneEvent,
  event,
  finishReason,
  messageOf,
  range,
  textOf,
  usageOf,
  vector,
} from './reply.ts';

const json = { 'content-type': 'application/json' };
const jsonUtf8 = { 'content-type': 'application/json; charset=utf-8' };
const plain = { 'content-type': 'text/plain; charset=utf-8' };

function error(status: number, message: string): Answer {
  const type = status === 404 ? 'not_found_error' : status < 500 ? 'invalid_request_error' : 'api_error';
  return { status, headers: json, body: { error: { message, type, param: null, code: null } } };
}

function details(model: FakeModel): Record<string, unknown> {
  return {
    parent_model: '',
    format: 'gguf',
    family: 'llama',
    families: ['llama'],
    parameter_size: '8.2B',
    quantization_level: 'Q4_K_M',
    context_length: model.contextLength ?? 32_768,
    embedding_length: 64,
  };
}

function tag(model: FakeModel): Record<string, unknown> {
  const remote =
    model.remoteHost === undefined ? {} : { remote_model: model.id, remote_host: model.remoteHost };
  return {
    name: model.id,
    model: model.id,
    ...remote,
    modified_at: model.changedAt ?? '2026-11-21T00:35:23.214848174Z',
    size: 9_082_938,
    digest: '64b5dcb722d21e7d0bcdce401bf1dad1c96023eb4abb2344bb476796dd537d22',
    details: details(model),
    capabilities: model.type === 'embedding' ? ['embedding'] : ['completion', 'tools'],
  };
}

function loadedRow(model: FakeModel): Record<string, unknown> {
  return {
    name: model.id,
    model: model.id,
    size: 12_687_768,
    digest: '64b5dcb722d21e7d0bcdce401bf1dad1c96023eb4abb2344bb476796dd537d22',
    details: details(model),
    expires_at: '2026-11-21T00:39:05.003880847Z',
    size_vram: 0,
    context_length: 8192,
  };
}

function look({ method, path, models }: Look): Answer | null {
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead) return null;
  if (path === '/') return { status: 200, headers: plain, body: 'Ollama is running' };
  if (path === '/api/version') return { status: 200, headers: jsonUtf8, body: { version: '0.32.15' } };
  if (path === '/api/tags') return { status: 200, headers: jsonUtf8, body: { models: models.map(tag) } };
  if (path === '/api/ps') {
    return {
      status: 200,
      headers: jsonUtf8,
      body: { models: models.filter(({ isLoaded }) => isLoaded === true).map(loadedRow) },
    };
  }
  if (path !== '/v1/models') return null;
  const data = models.map(({ id }) => ({ id, object: 'model', created: createdAt, owned_by: 'library' }));
  // Go's empty slice.
  return { status: 200, headers: json, body: { object: 'list', data: data.length === 0 ? null : data } };
}

const isSameTag = (listed: string, asked: string): boolean =>
  listed === asked || listed === `${asked}:latest`;

/** True if Ollama would find the model that is asked for. */
export function ollamaHas(models: readonly FakeModel[], asked: string): boolean {
  return models.some(({ id }) => isSameTag(id, asked));
}

function chunkOf({ id, model, endpoint }: Generation, choices: unknown[], extra: object = {}): string {
  return endpoint === 'chat'
    ? event({
        id,
        object: 'chat.completion.chunk',
        created: createdAt,
        model,
        system_fingerprint: 'fp_ollama',
        choices,
        ...extra,
      })
    : event({
        id,
        object: 'text_completion',
        created: createdAt,
        choices,
        model,
        system_fingerprint: 'fp_ollama',
        ...extra,
      });
}

function contentChoices(generation: Generation): unknown[] {
  const { endpoint, reply } = generation;
  if (endpoint === 'completions') {
    return deltasOf(reply, 'reasoning').map(({ content }) => ({
      text: content,
      index: 0,
      finish_reason: null,
    }));
  }
  return deltasOf(reply, 'reasoning').map((delta, index) => ({
    index: 0,
    delta: index === 0 ? { role: 'assistant', ...delta } : delta,
    finish_reason: null,
  }));
}

function stream(generation: Generation): string[] {
  const finish_reason = finishReason(generation.reply);
  const last =
    generation.endpoint === 'chat'
      ? { index: 0, delta: {}, finish_reason }
      : { text: '', index: 0, finish_reason };
  const usage = generation.withUsage ? chunkOf(generation, [], { usage: usageOf(generation) }) : '';
  return [
    ...contentChoices(generation).map((choice) => chunkOf(generation, [choice])),
    `${chunkOf(generation, [last])}${usage}${doneEvent}`,
  ];
}

function whole(generation: Generation): unknown {
  const { id, model, endpoint, reply } = generation;
  const finish_reason = finishReason(reply);
  const choice =
    endpoint === 'chat'
      ? { index: 0, message: messageOf(reply, 'reasoning'), finish_reason }
      : { text: textOf(reply), index: 0, finish_reason };
  return {
    id,
    object: endpoint === 'chat' ? 'chat.completion' : 'text_completion',
    created: createdAt,
    model,
    system_fingerprint: 'fp_ollama',
    choices: [choice],
    usage: usageOf(generation),
  };
}

export const ollama: Dialect = {
  name: 'ollama',
  headers: json,
  streamHeaders: { 'content-type': 'text/event-stream' },
  sendsHeadersEarly: false,
  closesAfterStream: false,
  look,
  stream,
  whole,
  embeddings: (model, count) => ({
    object: 'list',
    data: range(count).map((index) => ({ object: 'embedding', embedding: vector(index), index })),
    model,
    usage: { prompt_tokens: 2, total_tokens: 2 },
  }),
  error,
  unknownRoute: () => ({
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: '404 page not found',
  }),
  modelNotFound: (model) => error(404, `model '${model}' not found`),
  sideEffects: ({ method, path }) => (method === 'POST' && loading.includes(path) ? { loads: 1 } : {}),
};

/** Each loads its model, or keeps the loaded one from being let go. */
const loading = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/responses',
  '/api/chat',
  '/api/generate',
  '/api/embed',
  '/api/embeddings',
];
