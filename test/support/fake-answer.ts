/** Which script a request gets from the fake upstream, by its dialect, its key and its fault. */
import { answerScript, streamScript, withFault } from './fake-script.ts';
import type { Fault, Script } from './fake-script.ts';
import type { Answer, Dialect, FakeModel, RecordedRequest, Reply } from './fake-types.ts';
import type { Conduct } from './conduct/conduct.ts';
import { conductScript } from './conduct/script.ts';
import { ollamaHas } from './dialects/ollama.ts';

export interface FakeServer {
  dialect: Dialect;
  mark: string;
  models: readonly FakeModel[];
  key: string | null;
  tokens: readonly string[];
  /** How many generations came before. */
  number: number;
  /** How it behaves in generations; null: it says its tokens, whatever it is asked. */
  conduct: Conduct | null;
  /** Under a conduct: how many generations run right now. */
  running: number;
}

/** True if `fault` is meant for `request`. A stale socket is one that carried a request before. */
export function takesFault(fault: Fault, request: RecordedRequest): boolean {
  if (fault.type === 'refuse') return false;
  const { indexOnConnection } = request;
  const isGeneration = isGenerationRequest(request);
  if (fault.type === 'stale-socket') return isGeneration && indexOnConnection > 1;
  return isGeneration || fault.everywhere === true;
}

/** True for what is POSTed to the API, wherever a server has it. */
export function isGenerationRequest({ method, path }: RecordedRequest): boolean {
  return method === 'POST' && /^(\/engines|\/api|\/olla\/openai)?\/v1\//.test(path);
}

export function buildScript(server: FakeServer, request: RecordedRequest, fault: Fault | null): Script {
  const script = rightScript(server, request, fault);
  return fault === null ? script : withFault(script, fault, server.dialect, server.mark);
}

function rightScript(server: FakeServer, request: RecordedRequest, fault: Fault | null): Script {
  const { dialect } = server;
  const asked = request.path.replace(/\?.*$/, '');
  if (!isAuthorized(server, request, asked))
    return answerScript(dialect, dialect.refusal ?? dialect.error(401, 'Invalid API Key'));
  const path = request.method === 'POST' ? belowApi(dialect, asked) : asked;
  const { conduct } = server;
  const conducted = conduct === null ? null : conductScript({ ...server, conduct }, request);
  if (conducted !== null) return conducted;
  const body = parseBody(request.body);
  if (body === null) return answerScript(dialect, dialect.error(400, 'unexpected EOF'));
  const endpoint =
    path === '/v1/chat/completions' ? 'chat' : path === '/v1/completions' ? 'completions' : null;
  if (request.method !== 'POST' || endpoint === null) {
    return answerScript(dialect, otherAnswer(server, request.method, path, body));
  }
  const missing = missingModel(server, body);
  if (missing !== null) return answerScript(dialect, missing);
  const generation = {
    endpoint,
    id: `chatcmpl-${server.mark}-${server.number}`,
    model: typeof body.model === 'string' ? body.model : '',
    reply: replyFor(server.tokens, fault),
    withUsage: fault?.type === 'usage' || wantsUsage(body),
  } as const;
  return body.stream === true
    ? streamScript(dialect, generation)
    : answerScript(dialect, { status: 200, body: dialect.whole(generation) });
}

function isAuthorized({ key, dialect }: FakeServer, { headers }: RecordedRequest, path: string): boolean {
  const isOpen = dialect.isOpen?.(path) ?? path === '/health';
  return key === null || isOpen || headers.authorization === `Bearer ${key}`;
}

/** `/engines/v1/chat/completions` as `/v1/chat/completions` where the dialect has its API there. */
function belowApi({ basePath = '' }: Dialect, path: string): string {
  return path.startsWith(`${basePath}/v1/`) ? path.slice(basePath.length) : path;
}

function otherAnswer(
  server: FakeServer,
  method: string,
  path: string,
  body: Record<string, unknown>,
): Answer {
  const { dialect, models, mark } = server;
  const seen = dialect.look({ method, path, models, body });
  if (seen !== null) return seen;
  if (method !== 'POST') return dialect.unknownRoute(method, path);
  const model = typeof body.model === 'string' ? body.model : '';
  if (path === '/v1/embeddings') {
    const count = Array.isArray(body.input) ? body.input.length : 1;
    return missingModel(server, body) ?? { status: 200, body: dialect.embeddings(model, count) };
  }
  if (path === '/v1/rerank' || path === '/rerank') {
    return { status: 200, body: { model, mark, results: [{ index: 0, relevance_score: 0.5 }] } };
  }
  if (path === '/v1/responses') {
    return {
      status: 200,
      body: { id: `resp-${mark}`, object: 'response', model, status: 'completed', output: [] },
    };
  }
  return dialect.unknownRoute(method, path);
}

function missingModel({ dialect, models }: FakeServer, body: Record<string, unknown>): Answer | null {
  const asked = typeof body.model === 'string' ? body.model : '';
  return ollamaHas(models, asked) ? null : dialect.modelNotFound(asked);
}

function replyFor(tokens: readonly string[], fault: Fault | null): Reply {
  if (fault?.type === 'tool-call') {
    return { type: 'tool-call', name: 'get_weather', argumentParts: ['{"city"', ':"Paris"', '}'] };
  }
  if (fault?.type === 'reasoning') return { type: 'reasoning', thoughts: ['Let', ' me'], tokens };
  return { type: 'text', tokens };
}

function wantsUsage({ stream_options: options }: Record<string, unknown>): boolean {
  return typeof options === 'object' && options !== null && 'include_usage' in options;
}

/** An empty body is an empty object; null where it is no JSON object. */
function parseBody(text: string): Record<string, unknown> | null {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
