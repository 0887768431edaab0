import { expect, test, vi } from 'vitest';
import { message } from '../../shared/i18n/index.ts';
import type { RouteExplanation } from '../../shared/routing.ts';
import { defaultSettings, routeSchema } from '../../shared/settings.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { buildServer } from './builders.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();

const team = routeSchema.parse({
  alias: 'team',
  chosen: 'user',
  pools: [
    {
      name: 'Here',
      strategy: 'weighted',
      candidates: [
        { upstream: 'ollama', model: 'qwen3:8b', weight: 3 },
        { upstream: 'gone', model: 'x' },
      ],
    },
    { candidates: [{ upstream: 'ollama', model: 'llama3' }] },
  ],
  rules: [{ when: [{ kind: 'prompt-longer', tokens: 12_000 }], pool: 'Here' }],
  locks: { noCloud: true },
  options: { usage: 'off', think: 'strip', temperature: 0 },
});
const active = routeSchema.parse({
  alias: 'active',
  chosen: 'user',
  pools: [{ candidates: [{ upstream: 'ollama', model: 'qwen3:8b' }] }],
});
const state = {
  settings: { ...defaultSettings, routes: [team, active] },
  upstreams: [buildServer()],
};

test('route list shows each alias with its own address, the fixed ones first', async () => {
  const { run, json } = await line.running({ state });
  expect((await run(['route', 'list'])).out.split('\n')).toEqual([
    'active  http://127.0.0.1:9999/r/active/v1  ollama/qwen3:8b',
    'team    http://127.0.0.1:9999/r/team/v1    ollama/qwen3:8b  models: 3  rules: 1',
    '',
  ]);
  const { document } = await json(['route', 'list']);
  expect(document).toMatchObject({
    routes: [{ alias: 'active' }, { alias: 'team', address: 'http://127.0.0.1:9999/r/team/v1' }],
  });
});

test('route list says that there is none', async () => {
  const { run } = await line.running();
  expect(await run(['route', 'list'])).toMatchObject({ code: 0, out: 'No alias leads anywhere yet.\n' });
});

test('route show reads a whole route, rules as sentences', async () => {
  const { run, json } = await line.running({ state });
  expect((await run(['route', 'show', 'team'])).out.split('\n')).toEqual([
    'Alias    team',
    'Address  http://127.0.0.1:9999/r/team/v1',
    'Locks    no cloud',
    'Group 1, Here (weighted)',
    '    ollama/qwen3:8b  this machine    ready    weight 3',
    '    gone/x           no such server',
    'Group 2 (least-in-flight)',
    '    ollama/llama3  this machine  ready',
    'Rules',
    '  1. when the prompt is longer than 12,000 tokens use group Here',
    'Requests and answers',
    '  Token usage stays as the server sends it.',
    '  Thoughts are taken out of answers.',
    '  Requests that name no temperature get 0.',
    '',
  ]);
  expect((await json(['route', 'show', 'team'])).document).toMatchObject({
    route: {
      alias: 'team',
      locks: { noCloud: true },
      options: { usage: 'off', think: 'strip', temperature: 0 },
      rules: [{ sentence: 'when the prompt is longer than 12,000 tokens use group Here', mode: 'only' }],
    },
  });
  expect(await json(['route', 'show', 'none'])).toMatchObject({
    code: 1,
    document: { error: { code: 'route_not_found' } },
  });
});

const explanation: RouteExplanation = {
  route: 'team',
  why: message('decision.alias', { alias: 'team' }),
  rules: [
    {
      index: 0,
      sentence: message('rule.use', { when: message('rule.when.has-tools'), pool: 'There' }),
      doesHold: true,
      isApplied: true,
      isByChance: false,
    },
  ],
  pools: [
    {
      index: 0,
      name: null,
      strategy: 'least-in-flight',
      isUsed: false,
      candidates: [
        {
          upstream: 'a',
          model: 'm',
          upstreamName: 'A',
          location: 'this-machine',
          place: null,
          passedOver: { upstream: 'a', model: 'm', reason: 'loading', text: message('passed-over.loading') },
          inFlight: 1,
          maxConcurrent: 4,
          contextTokens: 16_384,
        },
      ],
    },
    {
      index: 1,
      name: 'There',
      strategy: 'fastest',
      isUsed: true,
      candidates: [
        {
          upstream: 'b',
          model: 'm',
          upstreamName: 'B',
          location: 'cloud',
          place: 1,
          passedOver: null,
          inFlight: 0,
          maxConcurrent: null,
          contextTokens: null,
        },
      ],
    },
  ],
  attempts: [{ upstream: 'b', model: 'm' }],
  decision: message('decision.rule', { number: 1, pool: 'There' }),
  warnings: [message('decision.warning.context', { tokens: 9, context: 8 })],
  refusal: null,
};

test('route explain says where a request would go and why', async () => {
  const explainRoute = vi.fn(() => Promise.resolve(explanation));
  const { run, json } = await line.running({ calls: { explainRoute } });
  const words = ['route', 'explain', 'team', '--prompt-tokens', '9', '--images', '--tools'];
  const { code, out, err } = await run(words);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    'Goes to        b/m',
    'Because        rule 1, group There',
    'Understood as  alias team',
    'Note: prompt of 9 tokens, context of 8',
    'Rules',
    '  1. when there are tools use group There (applies)',
    'Group 1 (least-in-flight): not used',
    '    –  a/m  this machine  1 of 4  context 16,384  loading',
    'Group 2, There (fastest)',
    '    1  b/m  cloud  0 in flight',
    '',
  ]);
  expect(explainRoute.mock.calls).toMatchObject([
    [{ model: 'team', promptTokens: 9, images: 1, hasTools: true, endpoint: 'chat' }],
  ]);
  expect((await json(words)).document).toMatchObject({
    route: 'team',
    why: 'alias team',
    attempts: [{ upstream: 'b', model: 'm' }],
    decision: 'rule 1, group There',
    rules: [{ sentence: 'when there are tools use group There', isApplied: true }],
    pools: [{ candidates: [{ passedOver: { reason: 'loading', message: 'loading' } }] }, {}],
    refusal: null,
  });
});

test('route explain exits 1 where the request would be refused, and says so in 简体中文 too', async () => {
  const text = message('error.no_upstream');
  const refused: RouteExplanation = {
    ...explanation,
    attempts: [],
    decision: null,
    warnings: [],
    rules: [],
    pools: [],
    refusal: { code: 'no_upstream', text },
  };
  const calls = { explainRoute: () => Promise.resolve(refused) };
  const { run } = await line.running({ state: { locale: 'zh-CN' }, calls });
  const { code, out } = await run(['route', 'explain', 'team']);
  expect([code, out.startsWith('会被拒绝  ')]).toEqual([1, true]);
  expect((await run(['route', 'explain', 'team', '--prompt-tokens', 'many'])).code).toBe(2);
});

test('route explain without a running core says that nobody was asked', async () => {
  const core = createFakeCore({ calls: { explainRoute: () => Promise.resolve(explanation) } });
  const { run } = await line.offline(core);
  expect((await run(['route', 'explain', 'team'])).err).toMatch(
    /^ModelTray is not running: no server was asked/,
  );
});

test('route remove takes an alias away', async () => {
  const removeRoute = vi.fn(() => Promise.resolve(createFakeCore().state()));
  const { json, run } = await line.running({ calls: { removeRoute } });
  expect(await json(['route', 'remove', 'team'])).toEqual({ code: 0, document: { removed: 'team' } });
  expect(removeRoute.mock.calls).toEqual([[{ alias: 'team' }]]);
  expect((await run(['route', 'remove', 'Not this'])).code).toBe(2);
});

test('use --alias points that alias at a model', async () => {
  const useModel = vi.fn(() => Promise.resolve({ upstream: 'ollama', model: 'qwen3:8b' }));
  const { run } = await line.running({ calls: { useModel } });
  expect(await run(['use', 'qwen3', '--alias', 'fast'])).toMatchObject({
    code: 0,
    out: 'fast: qwen3:8b · ollama\n',
  });
  expect((await run(['use', 'qwen3', '--alias', 'fast', '--embedding'])).code).toBe(2);
  expect(useModel.mock.calls).toEqual([[{ model: 'qwen3', alias: 'fast' }]]);
});
