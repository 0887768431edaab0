/** llama.cpp's llama-server, build b10587, as recorded. */
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

const fingerprint = 'b10587-3f545becc';
const ok = (body: unknown): Answer => ({ status: 200, body });

const errorTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  503: 'unavailable_error',
};

function error(status: number, message: string): Answer {
  const type = errorTypes[status] ?? 'server_error';
  return { status, headers: { connection: 'close' }, body: { error: { message, type, code: status } } };
}

function listed(model: FakeModel): Record<string, unknown> {
  const trained = model.contextLength ?? 32_768;
  const meta = {
    vocab_type: true,
    n_vocab: 32_000,
    n_ctx: 8192,
    n_ctx_train: trained,
    n_embd: 64,
    n_params: 4_178_240,
    size: 8_357_120,
    ftype: 'F16',
  };
  return {
    id: model.id,
    aliases: [model.id],
    tags: [],
    object: 'model',
    created: createdAt,
    owned_by: 'llamacpp',
    meta,
  };
}

function namedRow({ id }: FakeModel): Record<string, unknown> {
  return {
    name: id,
    model: id,
    modified_at: '',
    size: '',
    digest: '',
    type: 'model',
    description: '',
    tags: [''],
    capabilities: ['completion'],
    parameters: '',
  };
}

function look({ method, path, models }: Look): Answer | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (path === '/health' || path === '/v1/health') return ok({ status: 'ok' });
  if (path === '/v1/models' || path === '/models') {
    return ok({ models: models.map(namedRow), object: 'list', data: models.map(listed) });
  }
  if (path !== '/props') return null;
  return ok({
    default_generation_settings: { n_ctx: 8192 },
    total_slots: 4,
    model_path: models[0]?.id ?? '',
    modalities: { vision: false, audio: false },
    chat_template_caps: { supports_tools: true, supports_tool_calls: true, supports_system_role: true },
    build_info: fingerprint,
    is_sleeping: false,
  });
}

function chunkOf({ id, model, endpoint }: Generation, choices: unknown[], extra: object = {}): string {
  const object = endpoint === 'chat' ? 'chat.completion.chunk' : 'text_completion';
  return event({ choices, created: createdAt, id, model, system_fingerprint: fingerprint, object, ...extra });
}

function chatChunks(generation: Generation): string[] {
  const one = (delta: object, finish_reason: string | null = null): unknown[] => [
    { finish_reason, index: 0, delta },
  ];
  const [first = '', ...rest] = deltasOf(generation.reply, 'reasoning_content').map((delta) =>
    chunkOf(generation, one(delta)),
  );
  const opening = chunkOf(generation, one({ role: 'assistant', content: null }));
  const closing = chunkOf(generation, one({}, finishReason(generation.reply)));
  const usage = generation.withUsage ? chunkOf(generation, [], { usage: usageOf(generation) }) : '';
  return [`${opening}${first}`, ...rest, `${closing}${usage}`, doneEvent];
}

function completionChunks(generation: Generation): string[] {
  const one = (text: unknown, finish_reason: string | null): unknown[] => [
    { text, index: 0, logprobs: null, finish_reason },
  ];
  const texts = deltasOf(generation.reply, 'reasoning_content').map(({ content }) => content);
  return [
    ...texts.map((text) => chunkOf(generation, one(text, null))),
    chunkOf(generation, one('', finishReason(generation.reply)), { usage: usageOf(generation) }),
    doneEvent,
  ];
}

function whole(generation: Generation): unknown {
  const { id, model, endpoint, reply } = generation;
  const finish_reason = finishReason(reply);
  const choice =
    endpoint === 'chat'
      ? { finish_reason, index: 0, message: messageOf(reply, 'reasoning_content') }
      : { text: textOf(reply), index: 0, logprobs: null, finish_reason };
  return {
    choices: [choice],
    created: createdAt,
    model,
    system_fingerprint: fingerprint,
    object: endpoint === 'chat' ? 'chat.completion' : 'text_completion',
    usage: usageOf(generation),
    id,
    timings: { prompt_n: 1, prompt_ms: 105.072, predicted_n: 16, predicted_ms: 17.683 },
  };
}

export const llamaCpp: Dialect = {
  name: 'llama-cpp',
  headers: {
    server: 'llama.cpp',
    'access-control-allow-origin': '',
    'content-type': 'application/json; charset=utf-8',
  },
  streamHeaders: { 'x-accel-buffering': 'no', 'content-type': 'text/event-stream' },
  sendsHeadersEarly: true,
  closesAfterStream: true,
  look,
  stream: (generation) =>
    generation.endpoint === 'chat' ? chatChunks(generation) : completionChunks(generation),
  whole,
  embeddings: (model, count) => ({
    model,
    object: 'list',
    usage: { prompt_tokens: 2, total_tokens: 2 },
    data: range(count).map((index) => ({ embedding: vector(index), index, object: 'embedding' })),
  }),
  error,
  unknownRoute: () => error(404, 'File Not Found'),
  modelNotFound: () => null,
};
