/** A laptop as its owner might have it, for the scenes: three servers in three places, and one route over them. */
import { buildModel, buildServer, ollamaModels } from './stage-data.ts';
import { buildRoute } from './stage-routes.ts';

export const homeServer = buildServer(
  { verdicts: [], inFlight: 1 },
  ollamaModels.map((model) => (model.id === 'mystery:latest' ? { ...model, id: 'phi4:14b' } : model)),
);

const lanModel = buildModel('Qwen/Qwen3-32B-AWQ', {
  location: 'private-network',
  context: { loaded: 32_768, trained: 40_960 },
  quantization: 'AWQ',
  parameters: '32.8B',
  loaded: true,
});

export const lanServer = buildServer(
  {
    slug: 'workstation',
    name: 'Workstation',
    kind: 'vllm',
    baseUrl: 'http://192.168.1.20:8000',
    location: 'private-network',
    version: '0.11.0',
    latencyMs: 9,
    inFlight: 1,
  },
  [lanModel],
);

const cloudModels = ['deepseek-chat', 'deepseek-reasoner'].map((id) =>
  buildModel(id, { location: 'cloud', context: { loaded: null, trained: 131_072 } }),
);

export const cloudServer = buildServer(
  {
    slug: 'deepseek',
    name: 'DeepSeek',
    kind: 'openai-compatible',
    baseUrl: 'https://api.deepseek.test/v1',
    location: 'cloud',
    hasKey: true,
    keyState: 'stored',
    version: null,
    latencyMs: 180,
  },
  cloudModels,
);

export const homeRoutes = [
  buildRoute({
    alias: 'active',
    pools: [{ strategy: 'least-in-flight', candidates: [{ upstream: 'ollama', model: 'llama3.2:3b' }] }],
  }),
  buildRoute({
    alias: 'embedding',
    pools: [{ strategy: 'least-in-flight', candidates: [{ upstream: 'ollama', model: 'bge-m3:latest' }] }],
  }),
  buildRoute({
    alias: 'team',
    pools: [
      {
        name: 'Local',
        strategy: 'least-in-flight',
        candidates: [
          { upstream: 'workstation', model: 'Qwen/Qwen3-32B-AWQ' },
          { upstream: 'ollama', model: 'qwen3:8b' },
        ],
      },
      {
        name: 'Cloud',
        strategy: 'round-robin',
        candidates: [{ upstream: 'deepseek', model: 'deepseek-chat' }],
      },
    ],
    rules: [{ when: [{ kind: 'prompt-longer', tokens: 12_000 }], pool: 'Cloud', mode: 'only' }],
  }),
];
