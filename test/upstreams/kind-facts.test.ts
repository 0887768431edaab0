import { describe, expect, test } from 'vitest';
import { kindProfiles } from '../../main/upstreams/kinds/index.ts';
import type { DescribedModel } from '../../shared/model.ts';
import type { DialectName, FakeModel } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';
import { useAsking } from './asking.ts';

const scope = useScope();
const asking = useAsking(scope);

const models: readonly FakeModel[] = [
  { id: 'ai/qwen3:8b', isLoaded: true, contextLength: 16_384 },
  { id: 'ai/bge-m3:latest', type: 'embedding', contextLength: 512 },
];

type Facts = Partial<Omit<DescribedModel, 'sources'>> & { sources?: DescribedModel['sources'] };

const byId = { type: 'id', location: 'address' } as const;

/** What each kind tells of a loaded chat model and of an embedding model that is not. */
const expected: [dialect: DialectName, chat: Facts, embedding: Facts | null][] = [
  [
    'ollama',
    {
      type: 'chat',
      context: { loaded: 8192, trained: 16_384 },
      quantization: 'Q4_K_M',
      parameters: '8.2B',
      loaded: true,
      capabilities: ['tools'],
      location: 'this-machine',
      sources: {
        type: '/api/tags capabilities',
        contextLoaded: '/api/ps context_length',
        contextTrained: '/api/tags details.context_length',
        quantization: '/api/tags details.quantization_level',
        parameters: '/api/tags details.parameter_size',
        loaded: '/api/ps',
        capabilities: '/api/tags capabilities',
        location: 'address',
      },
    },
    { type: 'embedding', context: { loaded: null, trained: 512 }, loaded: false, capabilities: [] },
  ],
  [
    'lm-studio',
    {
      type: 'chat',
      context: { loaded: 8192, trained: 16_384 },
      quantization: 'Q4_K_M',
      loaded: true,
      capabilities: ['tools'],
    },
    { type: 'embedding', context: { loaded: null, trained: 512 }, loaded: false, capabilities: null },
  ],
  [
    'llama-cpp',
    {
      type: 'chat',
      context: { loaded: 8192, trained: 16_384 },
      quantization: 'F16',
      parameters: '4.18M',
      loaded: true,
      capabilities: ['tools'],
    },
    null,
  ],
  [
    'vllm',
    {
      context: { loaded: 16_384, trained: null },
      quantization: null,
      loaded: true,
      capabilities: null,
      sources: { ...byId, contextLoaded: '/v1/models max_model_len', loaded: '/v1/models' },
    },
    null,
  ],
  [
    'sglang',
    {
      type: 'chat',
      context: { loaded: 16_384, trained: null },
      quantization: 'fp8',
      loaded: true,
      capabilities: [],
    },
    null,
  ],
  [
    'tgi',
    {
      type: 'chat',
      context: { loaded: 16_384, trained: null },
      loaded: true,
      sources: {
        type: '/info model_pipeline_tag',
        contextLoaded: '/info max_total_tokens',
        loaded: '/v1/models',
        location: 'address',
      },
    },
    null,
  ],
  [
    'localai',
    { type: 'chat', context: { loaded: 16_384, trained: null }, loaded: true, capabilities: ['tools'] },
    { type: 'embedding', context: { loaded: 512, trained: null }, loaded: false },
  ],
  [
    'xinference',
    {
      type: 'chat',
      context: { loaded: 16_384, trained: null },
      quantization: 'Int4',
      parameters: '7B',
      loaded: true,
      capabilities: ['tools'],
    },
    { type: 'embedding', context: { loaded: 512, trained: null }, loaded: true, quantization: null },
  ],
  ['text-generation-webui', { loaded: true, context: { loaded: null, trained: null } }, null],
  [
    'koboldcpp',
    {
      id: 'koboldcpp/ai/qwen3:8b',
      type: 'chat',
      context: { loaded: 16_384, trained: null },
      loaded: true,
      sources: {
        type: '/api/extra/version llm, embeddings',
        contextLoaded: '/api/extra/true_max_context_length value',
        loaded: '/v1/models',
        capabilities: '/api/extra/version vision',
        location: 'address',
      },
    },
    null,
  ],
  ['jan', { loaded: true, context: { loaded: null, trained: null } }, null],
  ['gpt4all', { loaded: null, sources: byId }, { type: 'embedding', loaded: null }],
  ['fastchat', { loaded: true, sources: { ...byId, loaded: '/v1/models' } }, null],
  ['mlx-lm', { loaded: null, sources: byId }, null],
  [
    'docker-model-runner',
    {
      quantization: 'IQ2_XXS/Q4_K_M',
      parameters: '361.82 M',
      loaded: true,
      sources: {
        ...byId,
        quantization: '/models config.quantization',
        parameters: '/models config.parameters',
        loaded: '/engines/ps',
      },
    },
    { type: 'embedding', loaded: null },
  ],
  [
    'lemonade',
    {
      context: { loaded: 4096, trained: 16_384 },
      quantization: 'Q4_0',
      loaded: true,
      capabilities: ['tools', 'reasoning'],
    },
    { type: 'embedding', context: { loaded: null, trained: 512 }, loaded: false },
  ],
  ['lmdeploy', { loaded: true, context: { loaded: null, trained: null } }, null],
  ['transformers-serve', { id: 'ai/qwen3:8b', loaded: null }, { type: 'embedding' }],
  ['openai', { loaded: null, sources: byId }, { type: 'embedding' }],
];

const baseUrlOf = (dialect: DialectName, url: string): string =>
  ({ 'docker-model-runner': `${url}/engines`, lemonade: `${url}/api` })[dialect as string] ?? url;

test.each(expected)('%s tells of its models what it knows, with sources, and loads none', async (...row) => {
  const [dialect, chat, embedding] = row;
  const fake = await scope.fake({ dialect, models });
  const report = await asking.probe({ url: baseUrlOf(dialect, fake.url) });
  expect(report.health).toBe('healthy');
  expect(report.models[0]).toMatchObject(chat);
  if (chat.sources !== undefined) expect(report.models[0]?.sources).toEqual(chat.sources);
  if (embedding !== null) expect(report.models[1]).toMatchObject(embedding);
  expect(fake.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(fake.counters).toMatchObject({ errorLines: 0, generations: 0, loads: 0 });
});

test('what is unknown is null, and what is null has no source', async () => {
  for (const [dialect] of expected) {
    const fake = await scope.fake({ dialect, models });
    const report = await asking.probe({ url: baseUrlOf(dialect, fake.url) });
    for (const { sources, ...facts } of report.models) {
      const known = {
        type: true,
        contextLoaded: facts.context.loaded !== null,
        contextTrained: facts.context.trained !== null,
        quantization: facts.quantization !== null,
        parameters: facts.parameters !== null,
        loaded: facts.loaded !== null,
        capabilities: facts.capabilities !== null,
        location: true,
      };
      const told = Object.keys(known).filter((fact) => known[fact as keyof typeof known]);
      expect(Object.keys(sources).sort(), dialect).toEqual(told.sort());
    }
  }
});

describe('where a model runs', () => {
  const far = [{ id: 'far:cloud', remoteHost: 'https://ollama.com:443' }, { id: 'near:8b' }];

  test.each([
    ['ollama', 'cloud', '/api/tags remote_host'],
    ['jan', 'unknown', '/v1/models owned_by'],
    ['lemonade', 'cloud', '/v1/models recipe'],
  ] as const)('%s says that one runs elsewhere: %s', async (dialect, location, source) => {
    const fake = await scope.fake({ dialect, models: far });
    const report = await asking.probe({ url: baseUrlOf(dialect, fake.url) });
    expect(report.models[0]).toMatchObject({ location, loaded: null, sources: { location: source } });
    expect(report.models[1]).toMatchObject({ location: 'this-machine', sources: { location: 'address' } });
  });

  test('of a proxy’s models none is said to be near', async () => {
    const fake = await scope.fake({ dialect: 'llama-swap' });
    const report = await asking.probe({ url: fake.url });
    expect(report.models[0]).toMatchObject({ location: 'unknown', sources: { location: 'kind' } });
  });
});

describe('optional paths', () => {
  test('facts that a server does not tell are unknown, and its list stands', async () => {
    const fake = await scope.fake({ dialect: 'localai' });
    const rows = [{ id: 'tiny', object: 'model' }];
    fake.queueFault({ type: 'body', text: JSON.stringify({ object: 'list', data: rows }), everywhere: true });
    await fake.setFault({ type: 'status', status: 500, everywhere: true });
    const report = await asking.probe({ url: fake.url, kind: 'localai' });
    expect(report).toMatchObject({ health: 'healthy', version: null });
    expect(report.models[0]).toMatchObject({ id: 'tiny', loaded: null, capabilities: null, sources: byId });
  });

  test('Ollama that tells of no context gives none, and is asked for nothing more', async () => {
    const fake = await scope.fake({ dialect: 'ollama', models: [{ id: 'old:7b' }] });
    const report = await asking.probe({ url: fake.url, kind: 'ollama' });
    expect(report.models).toHaveLength(1);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/api/tags', '/api/ps', '/api/version']);
  });

  test('an OpenAI-compatible list may say how much context a request may have', async () => {
    const fake = await scope.fake({ dialect: 'openai' });
    const rows = [
      { id: 'a', context_length: 131_072 },
      { id: 'b', max_model_len: 4096 },
      { id: 'c', context_window: 0 },
    ];
    await fake.setFault({ type: 'body', text: JSON.stringify({ data: rows }), everywhere: true });
    const { models: seen } = await asking.probe({ url: fake.url, kind: 'openai-compatible' });
    expect(seen.map(({ context }) => context.loaded)).toEqual([131_072, 4096, null]);
    expect(seen[0]?.sources.contextLoaded).toBe('/v1/models context_length');
  });
});

test('llama-server as a router says of each model whether it is loaded', async () => {
  const fake = await scope.fake({ dialect: 'llama-cpp' });
  const row = (id: string, value: string): object => ({ id, owned_by: 'llamacpp', status: { value } });
  const rows = [row('a', 'loaded'), row('b', 'unloaded'), row('c', 'sleeping'), row('d', 'loading')];
  fake.queueFault({ type: 'body', text: JSON.stringify({ object: 'list', data: rows }), everywhere: true });
  const { models: seen } = await asking.probe({ url: fake.url, kind: 'llama-cpp' });
  expect(seen.map(({ loaded }) => loaded)).toEqual([true, false, false, false]);
  expect(seen[0]?.sources.loaded).toBe('/v1/models status');
});

test('each profile is filed under its own kind', () => {
  for (const [kind, profile] of Object.entries(kindProfiles)) expect(profile.kind).toBe(kind);
});
