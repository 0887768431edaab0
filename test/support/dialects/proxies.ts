/** Other proxies, each with the list and the paths of its own that tell it apart. What they forward is plain OpenAI. */
import type { Answer, Dialect, ProxyDialectName } from '../fake-types.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { createdAt } from './reply.ts';
import { createLook, listOf } from './routes.ts';

const json = { 'content-type': 'application/json' };
const page = (title: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html><head><title>${title}</title></head><body></body></html>`,
});
const nothing: Answer = { status: 404, body: { error: 'Not Found' } };

function proxy(name: ProxyDialectName, own: Partial<Dialect> & Pick<Dialect, 'look'>): Dialect {
  return { ...openai, headers: json, unknownRoute: () => nothing, ...own, name };
}

/** LiteLLM 1 (proxy_server.py). */
const litellm = proxy('litellm', {
  headers: { ...json, server: 'uvicorn' },
  look: createLook({
    '/v1/models': listOf(({ id }) => ({ id, object: 'model', created: 1_677_610_602, owned_by: 'openai' })),
    '/health/liveliness': () => `"I'm alive!"`,
    '/health/readiness': () => ({ status: 'healthy', db: 'Not connected', litellm_version: '1.77.5' }),
  }),
  isOpen: (path) => path.startsWith('/health/'),
  refusal: {
    status: 401,
    body: {
      error: {
        message: 'Authentication Error, No api key passed in.',
        type: 'auth_error',
        param: 'None',
        code: '401',
      },
    },
  },
});

/** llama-swap (proxy/proxymanager.go). */
const llamaSwap = proxy('llama-swap', {
  look: createLook({
    '/v1/models': listOf(({ id }) => ({ id, object: 'model', created: createdAt, owned_by: 'llama-swap' })),
    '/running': () => ({ running: [] }),
    '/api/version': () => ({ version: 'v170', commit: 'abc1234', build_date: '2026-01-01' }),
  }),
  refusal: {
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="llama-swap"' },
    body: { error: 'unauthorized: invalid or missing API key' },
  },
});

/** Open WebUI 0.6 (backend/open_webui/main.py): a page wherever it has no path. */
const openWebui = proxy('open-webui', {
  headers: { ...json, server: 'uvicorn' },
  look: createLook({
    '/api/config': () => ({ status: true, name: 'Open WebUI', version: '0.6.33', features: { auth: true } }),
    '/api/version': () => ({ version: '0.6.33' }),
    '/api/v1/models': listOf(({ id }) => ({
      id,
      name: id,
      object: 'model',
      created: createdAt,
      owned_by: 'ollama',
    })),
  }),
  unknownRoute: () => page('Open WebUI'),
  isOpen: (path) => !path.startsWith('/api/v1/'),
  refusal: { status: 401, body: { detail: 'Not authenticated' } },
  basePath: '/api',
});

/** Olla (docs): the backends' APIs below `/olla`. */
const olla = proxy('olla', {
  look: createLook({
    '/olla/openai/v1/models': listOf(({ id }) => ({
      id,
      object: 'model',
      created: createdAt,
      owned_by: 'olla',
    })),
    '/internal/health': () => ({ status: 'healthy' }),
  }),
  basePath: '/olla/openai',
});

/** claude-code-router (llms, server.ts): Fastify, and Anthropic's API alone. */
const claudeCodeRouter = proxy('claude-code-router', {
  look: createLook({
    '/': () => ({ message: 'LLMs API', version: '1.0.51' }),
    '/health': () => ({ status: 'ok', timestamp: '2026-11-21T09:00:00.000Z' }),
  }),
  unknownRoute: (method, path) => ({
    status: 404,
    body: { message: `Route ${method}:${path} not found`, error: 'Not Found', statusCode: 404 },
  }),
});

/** CC Switch 3 (src-tauri/src/proxy/types.rs). */
const ccSwitch = proxy('cc-switch', {
  look: createLook({
    '/health': () => ({ status: 'healthy', timestamp: '2026-11-21T09:00:00+00:00' }),
    '/status': () => ({
      running: true,
      address: '127.0.0.1',
      port: 15_721,
      active_connections: 0,
      total_requests: 0,
      current_provider: null,
      failover_count: 0,
      active_targets: [],
    }),
  }),
});

/** 9router (src/app/api/v1/models/route.js). */
const nineRouter = proxy('9router', {
  modelNotFound: () => null,
  look: createLook({
    '/v1/models': listOf(({ id }) => ({ id: `cc/${id}`, object: 'model', owned_by: 'cc' })),
  }),
});

/** Bifrost 1 (docs, openapi.json). */
const bifrost = proxy('bifrost', {
  modelNotFound: () => null,
  look: createLook({
    '/v1/models': ({ models }) => ({
      data: models.map(({ id }) => ({ id: `ollama/${id}`, name: id })),
      extra_fields: { request_type: 'list_models', provider: 'ollama', latency: 3 },
    }),
  }),
});

/** Portkey's gateway 1 (src/index.ts). */
const portkey = proxy('portkey', {
  look: createLook({ '/': () => 'AI Gateway says hey!' }),
  unknownRoute: () => ({
    status: 400,
    body: {
      status: 'failure',
      message: 'Either x-portkey-config or x-portkey-provider header is required',
    },
  }),
});

/** NVIDIA's Personal AI Router: Ollama's bytes as they are. */
const personalAiRouter: Dialect = { ...ollama, name: 'personal-ai-router' };

export const proxies: Record<ProxyDialectName, Dialect> = {
  litellm,
  'llama-swap': llamaSwap,
  'open-webui': openWebui,
  olla,
  'claude-code-router': claudeCodeRouter,
  'cc-switch': ccSwitch,
  '9router': nineRouter,
  bifrost,
  portkey,
  'personal-ai-router': personalAiRouter,
};
