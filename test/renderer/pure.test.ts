import { expect, test } from 'vitest';
import { isHostName, isOrigin, normaliseAddress } from '../../renderer/address.ts';
import { healthTones, summarise } from '../../renderer/components/health.ts';
import { createFailure, toFailure } from '../../renderer/failure.ts';
import { createFormat } from '../../renderer/format.ts';
import { isListCut, modelGroups, parseQualifiedId } from '../../renderer/model-options.ts';
import { contextText } from '../../renderer/views/home/context-text.ts';
import { createWords } from '../../renderer/words.ts';
import { createTranslate, message } from '../../shared/i18n/index.ts';
import type { AppState, ProxyState } from '../../shared/app-state.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { unknownModel } from '../../shared/model.ts';
import { baseUrlSchema } from '../../shared/settings.ts';
import { defaultSettings, settingsSchema } from '../../shared/settings.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

function server(slug: string, name: string, models: ModelInfo[]): UpstreamState {
  return {
    slug,
    name,
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    location: 'this-machine',
    health: 'healthy',
    healthDetail: null,
    healthSince: null,
    pausedUntil: null,
    keyState: 'none',
    hasKey: false,
    latencyMs: 4,
    version: null,
    product: null,
    verdicts: [],
    checkedAt: 0,
    models,
    modelCount: models.length,
    inFlight: 0,
    fixes: {},
  };
}
const chat = (id: string): ModelInfo => unknownModel(id, 'this-machine');

test.each([
  ['127.0.0.1:11434', 'http://127.0.0.1:11434'],
  [' http://gpu.lan:8000/v1/ ', 'http://gpu.lan:8000/v1'],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['localhost', 'http://localhost'],
])('%s is taken as %s, which the core takes too', (typed, expected) => {
  expect(normaliseAddress(typed)).toBe(expected);
  expect(baseUrlSchema.safeParse(expected).success).toBe(true);
});

test.each(['', '   ', 'not an address', 'ftp://host', 'http://', 'http://a:b@host', 'http://host:99999'])(
  '%j is not an address',
  (typed) => expect(normaliseAddress(typed)).toBeNull(),
);

test('host names have no scheme, port or path', () => {
  expect(['my-computer.lan', 'localhost', '[::1]'].every(isHostName)).toBe(true);
  expect(['http://a', 'a:80', 'a/b', '', 'a b'].some(isHostName)).toBe(false);
});

test('origins have a scheme and nothing behind the port', () => {
  expect(['http://localhost:3000', 'https://a.example'].every(isOrigin)).toBe(true);
  expect(['localhost:3000', 'http://a/', 'http://a/b', 'null', 'http://a:80'].some(isOrigin)).toBe(false);
});

test('models are grouped by server in its order, one type alone, empty servers left out', () => {
  const servers = [
    server('ollama', 'Ollama', [chat('b'), chat('a'), chat('bge-m3')]),
    server('vllm', 'vLLM', [chat('text-embedding-3-small')]),
  ];
  expect(modelGroups(servers, 'chat')).toMatchObject([
    { group: 'Ollama', items: [{ value: 'ollama/b', label: 'b' }, { value: 'ollama/a' }] },
  ]);
  expect(modelGroups(servers, 'embedding').map(({ group }) => group)).toEqual(['Ollama', 'vLLM']);
});

test('two servers of one name stay two groups', () => {
  const servers = [server('gpu', 'GPU', [chat('a')]), server('gpu-2', 'GPU', [chat('a')])];
  expect(modelGroups(servers, 'chat').map(({ group }) => group)).toEqual(['GPU (gpu)', 'GPU (gpu-2)']);
});

test('the first slash of a qualified id divides it', () => {
  expect(parseQualifiedId('vllm/Qwen/Qwen3-8B')).toEqual({ upstream: 'vllm', model: 'Qwen/Qwen3-8B' });
});

test('a list is cut where its server has more models than came', () => {
  const whole = server('a', 'A', [chat('a')]);
  expect(isListCut([whole])).toBe(false);
  expect(isListCut([whole, { ...whole, modelCount: 2 }])).toBe(true);
});

test('durations and tokens read as people write them', () => {
  const format = createFormat('en', createTranslate('en'));
  expect([format.duration(412.4), format.duration(1830), format.duration(61_000)]).toEqual([
    '412 ms',
    '1.8 s',
    '61.0 s',
  ]);
  expect([8192, 131_072, 1_000_000, 32_000, 2047].map(format.tokens)).toEqual([
    '8K',
    '128K',
    '1M',
    '32K',
    '2,047',
  ]);
});

test('context that the server does not say is unknown, never guessed', () => {
  const t = createTranslate('en');
  const format = createFormat('en', t);
  const text = (loaded: number | null, trained: number | null): string =>
    contextText({ ...chat('a'), context: { loaded, trained } }, t, format);
  expect(text(8192, 40_960)).toBe('8K loaded, up to 40K');
  expect(text(8192, 8192)).toBe('8K loaded');
  expect(text(null, 8192)).toBe('up to 8K; loaded: unknown');
  expect(text(null, null)).toBe('unknown');
  expect(contextText(null, t, format)).toBe('unknown');
});

test('a failure of the core is said in its own words, one of the window in the window’s', () => {
  const { explain } = createWords('en');
  expect(explain(createFailure('bad_address', 'No address.'))).toBe('No address.');
  expect(explain(createFailure('connection_lost'))).toBe('ModelTray cannot be reached right now.');
  expect(toFailure(new Error('odd'))).toMatchObject({ code: 'internal', message: 'odd' });
});

test('the mark of the whole says demo, no model and error before it says running', () => {
  const proxy: ProxyState = {
    status: 'running',
    baseUrl: 'http://127.0.0.1:9999/v1',
    port: 9999,
    listen: 'loopback',
    listeners: [],
    error: null,
    nextFreePort: null,
  };
  const active = {
    alias: 'active',
    upstream: 'ollama',
    model: 'a',
    upstreamName: 'Ollama',
    kind: 'ollama',
    location: 'this-machine',
    info: null,
    chosen: 'user',
    isDemo: false,
  } as const;
  const settings = defaultSettings;
  const state = { proxy, active, notices: [], settings };
  expect(summarise(state)).toEqual({ tone: 'good', word: 'proxy.running' });
  expect(summarise({ ...state, active: { ...active, isDemo: true } }).word).toBe('proxy.demo');
  expect(summarise({ ...state, active: null }).word).toBe('proxy.noModel');
  expect(summarise({ ...state, proxy: { ...proxy, status: 'error' } }).tone).toBe('bad');
  const cloud = { ...active, location: 'cloud' } as const;
  const locked = { ...settings, locks: { onlyThisMachine: false, noCloud: true } };
  expect(summarise({ ...state, active: cloud }).word).toBe('proxy.running');
  expect(summarise({ ...state, active: cloud, settings: locked }).word).toBe('proxy.lockedOut');
  expect(summarise({ ...state, settings: locked }).word).toBe('proxy.running');
  const { version } = settings;
  const pools = [{ candidates: [{ upstream: 'ollama', model: 'a' }] }];
  const own = settingsSchema.parse({
    version,
    routes: [{ alias: 'active', chosen: 'user', pools, locks: { onlyThisMachine: true } }],
  });
  expect(summarise({ ...state, active: cloud, settings: own }).word).toBe('proxy.lockedOut');
  const notices: AppState['notices'] = [
    { id: 'all-down', level: 'error', text: message('notice.noServer'), actions: [], canDismiss: false },
  ];
  expect(summarise({ ...state, notices })).toEqual({ tone: 'bad', word: 'proxy.allDown' });
  expect(healthTones.unauthorized).toBe('bad');
});
