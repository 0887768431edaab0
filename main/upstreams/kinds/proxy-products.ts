/** Other proxies, by their own names. Each is recognised by a shape; where there is none, by nothing. */
import { countAt, objectAt, textAt } from '../read-json.ts';
import type { Product } from './kind-profile.ts';
import { isEveryRow, ownerOf, rowsOf } from './model-list.ts';
import { plainMark } from './openai-compatible.ts';

const plainProduct = { ports: [], processes: [], mark: plainMark, basePath: null, version: null } as const;

/** The name under which another ModelTray is recognised, so that it can be left out. */
export const ownProduct = 'ModelTray';

export const proxyProducts: readonly Product[] = [
  {
    ...plainProduct,
    name: ownProduct,
    ports: [9999],
    mark: {
      ...plainMark,
      owners: ['modeltray'],
      header: { name: 'x-modeltray-request-id', pattern: /./ },
      isLikely: ({ json }) => textAt(json, 'src') === 'modeltray',
      without: ['refused', 'missing'],
      confirm: { path: '/v1/models', isMatch: ({ json }) => textAt(json, 'src') === 'modeltray' },
    },
  },
  {
    // LiteLLM 1 (proxy_server.py): every model with the same date; its liveness path is open and asks nobody else.
    ...plainProduct,
    name: 'LiteLLM',
    ports: [4000],
    processes: [/\blitellm\b/],
    mark: {
      ...plainMark,
      isLikely: (list) =>
        isEveryRow(list, (row) => ownerOf(row) === 'openai' && countAt(row, 'created') === 1_677_610_602) ||
        /^Authentication Error/.test(textAt(list.json, 'error', 'message') ?? ''),
      without: ['refused'],
      confirm: { path: '/health/liveliness', isMatch: ({ json }) => json === "I'm alive!" },
    },
    version: { path: '/health/readiness', at: ['litellm_version'] },
  },
  {
    // llama-swap (proxy/proxymanager.go) starts servers of this machine, and has peers on others.
    ...plainProduct,
    name: 'llama-swap',
    ports: [8080],
    processes: [/^llama-swap/],
    mark: {
      ...plainMark,
      owners: ['llama-swap'],
      header: { name: 'www-authenticate', pattern: /realm="?llama-swap/ },
      without: ['refused'],
    },
    version: { path: '/api/version', at: ['version'] },
  },
  {
    // Open WebUI (0.6, main.py): a page at every path that it lacks; its API is below /api and wants a key.
    ...plainProduct,
    name: 'Open WebUI',
    ports: [3000, 8080],
    processes: [/\bopen[-_]webui\b/],
    mark: {
      ...plainMark,
      isLikely: ({ text }) => /<title>[^<]*Open WebUI/i.test(text),
      without: ['missing'],
      confirm: {
        path: '/api/config',
        isMatch: ({ json }) => /Open WebUI/.test(textAt(json, 'name') ?? ''),
      },
    },
    basePath: '/api',
    version: { path: '/version', at: ['version'] },
  },
  {
    // Olla (docs, "API reference"): each API of its backends has a path of its own.
    ...plainProduct,
    name: 'Olla',
    ports: [40114],
    processes: [/^olla(\.exe)?$/],
    mark: {
      ...plainMark,
      without: ['missing'],
      confirm: { path: '/olla/openai/v1/models', isMatch: (answer) => rowsOf(answer) !== null },
    },
    basePath: '/olla/openai',
  },
  {
    // claude-code-router (llms, server.ts): no model list, and it speaks Anthropic's API.
    ...plainProduct,
    name: 'Claude Code Router',
    ports: [3456],
    processes: [/\bclaude-code-router\b/, /\bccr start\b/],
    mark: {
      ...plainMark,
      without: ['refused', 'missing'],
      confirm: { path: '/', isMatch: ({ json }) => textAt(json, 'message') === 'LLMs API' },
    },
    version: { path: '/', at: ['version'] },
  },
  {
    // CC Switch (src-tauri/src/proxy/types.rs, ProxyStatus).
    ...plainProduct,
    name: 'CC Switch',
    ports: [15721],
    processes: [/^cc-switch/i],
    mark: {
      ...plainMark,
      without: ['refused', 'missing'],
      confirm: {
        path: '/status',
        isMatch: ({ json }) => {
          const status = objectAt(json);
          return typeof status?.running === 'boolean' && typeof status.failover_count === 'number';
        },
      },
    },
  },
  {
    // 9router (src/app/api/v1/models/route.js) and OmniRoute, which is made of it: `combo`, or `alias/model` by `alias`.
    ...plainProduct,
    name: '9router / OmniRoute',
    ports: [20128],
    processes: [/\b(9router|omniroute)\b/i],
    mark: {
      ...plainMark,
      owners: ['combo'],
      confirm: {
        path: '/v1/models',
        isMatch: (list) =>
          isEveryRow(list, (row) => (textAt(row, 'id') ?? '').startsWith(`${ownerOf(row) ?? ''}/`)),
      },
    },
  },
  {
    // Bifrost (docs, openapi.json): ids as `provider/model`, and how it got them beside the list.
    ...plainProduct,
    name: 'Bifrost',
    ports: [8080],
    processes: [/\bbifrost(-http)?\b/],
    mark: {
      ...plainMark,
      isLikely: hasExtraFields,
      confirm: { path: '/v1/models', isMatch: hasExtraFields },
    },
  },
  {
    // Portkey's gateway (src/index.ts): a greeting at its root, and a refusal that names its headers.
    ...plainProduct,
    name: 'Portkey',
    ports: [8787],
    processes: [/\bportkey\b/],
    mark: {
      ...plainMark,
      isLikely: ({ text }) => /x-portkey-(config|provider)/.test(text),
      without: ['refused', 'missing'],
      confirm: { path: '/', isMatch: ({ text }) => text.startsWith('AI Gateway says hey') },
    },
  },
  {
    // NVIDIA's Personal AI Router puts Ollama's bytes through as they are: nothing but its process tells them apart.
    ...plainProduct,
    name: 'Personal AI Router',
    processes: [/^ollama-proxy/, /\bnvpair-/],
    mark: {
      ...plainMark,
      imitates: ['ollama'],
      confirm: { path: '/api/version', isMatch: ({ json }) => textAt(json, 'version') !== null },
    },
  },
];

function hasExtraFields(list: { status: number; json: unknown }): boolean {
  return list.status === 200 && objectAt(list.json, 'extra_fields') !== null;
}
