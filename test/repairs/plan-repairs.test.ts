import { describe, expect, test } from 'vitest';
import { clientKind } from '../../main/repairs/client-kind.ts';
import { planRepairs } from '../../main/repairs/plan-repairs.ts';
import type { RepairFacts, RepairPlan } from '../../main/repairs/plan-repairs.ts';
import { factsOf, serverOf } from './facts.ts';

const plan = (change: Partial<RepairFacts>): RepairPlan => planRepairs(factsOf(change));
const stream = { isStream: true } as const;
const unknown = serverOf({ isUnknown: true });
const tools = new Set(['tools']);

describe('of a stream', () => {
  test.each<[what: string, facts: Partial<RepairFacts>, watched: string[], ifShown: string[]]>([
    ['another client, a server that we know', {}, [], ['null-choices']],
    ['another client, unknown software', { server: unknown }, ['null-choices'], []],
    ['another client with tools', { asked: tools }, [], ['null-choices', 'tool-calls']],
    [
      'another client with tools, unknown software',
      { asked: tools, server: unknown },
      ['null-choices', 'tool-calls'],
      [],
    ],
    [
      'a server that leaves out [DONE]',
      { server: serverOf({ defects: ['no-done'] }) },
      ['done-supplied'],
      ['null-choices'],
    ],
    [
      'DB-GPT’s client, a server that we know',
      { client: 'dbgpt' },
      ['think-tags', 'usage-position', 'done-supplied'],
      ['null-choices', 'reasoning-field', 'tool-calls'],
    ],
    [
      'DB-GPT’s client, a server with a defect',
      { client: 'dbgpt', server: serverOf({ defects: ['reasoning-field'] }) },
      ['reasoning-field', 'think-tags', 'usage-position', 'done-supplied'],
      ['null-choices', 'tool-calls'],
    ],
    [
      'DB-GPT’s client, unknown software',
      { client: 'dbgpt', server: unknown },
      ['null-choices', 'reasoning-field', 'think-tags', 'tool-calls', 'usage-position', 'done-supplied'],
      [],
    ],
    [
      'a client that asks for usage itself',
      { client: 'dbgpt', asked: new Set(['stream_options']) },
      ['think-tags', 'done-supplied'],
      ['null-choices', 'reasoning-field', 'tool-calls'],
    ],
    [
      'a route that keeps tags and leaves usage alone',
      { client: 'dbgpt', options: { usage: 'off', think: 'keep', temperature: null } },
      ['done-supplied'],
      ['null-choices', 'reasoning-field', 'tool-calls'],
    ],
    [
      'a route that strips and moves for everybody',
      { options: { usage: 'on', think: 'strip', temperature: null } },
      ['think-tags', 'usage-position'],
      ['null-choices'],
    ],
    [
      'a completion',
      { endpoint: 'completions', client: 'dbgpt' },
      ['usage-position', 'done-supplied'],
      ['null-choices'],
    ],
    ['what we have no words for', { endpoint: 'other', client: 'dbgpt', server: unknown }, [], []],
  ])('%s', (_what, facts, watched, ifShown) => {
    expect(plan({ ...stream, ...facts })).toMatchObject({ watched, ifShown });
  });
});

test('of an answer that comes whole no stream’s repair is planned', () => {
  expect(plan({ client: 'dbgpt', server: unknown })).toMatchObject({ watched: [], ifShown: [] });
});

test.each<[what: string, facts: Partial<RepairFacts>, body: string[]]>([
  ['another client’s chat', {}, []],
  ['its chat with tools', { asked: tools }, ['tool-calls']],
  ['DB-GPT’s chat', { client: 'dbgpt' }, ['reasoning-field', 'think-tags', 'tool-calls', 'usage-supplied']],
  ['a stream that may come whole', stream, ['json-to-stream']],
  ['a completion', { endpoint: 'completions' }, []],
  ['embeddings', { endpoint: 'embeddings' }, ['embedding-index', 'embedding-base64']],
  ['a ranking', { endpoint: 'rerank' }, ['rerank-shape']],
  ['what we have no words for', { endpoint: 'other', ...stream }, []],
])('of a whole answer: %s', (_what, facts, body) => {
  expect(plan(facts).body).toEqual(body);
});

test('of a request nothing is planned that it does not need', () => {
  expect(plan({ ...stream, client: 'dbgpt', server: unknown }).request).toEqual([]);
  expect(plan({ server: serverOf({ refusals: ['role-order'] }) }).request).toEqual(['system-role']);
});

test.each([
  ['AsyncOpenAI/Python 1.109.1', 'chat', 'dbgpt'],
  ['AsyncAzureOpenAI/Python 1.3.5', 'chat', 'dbgpt'],
  ['OpenAI/Python 1.109.1', 'chat', 'other'],
  ['OpenAI/JS 6.49.0', 'chat', 'other'],
  ['curl/8.5.0', 'chat', 'other'],
  [undefined, 'chat', 'other'],
  ['python-requests/2.32.3', 'rerank', 'dbgpt'],
  ['Python/3.11 aiohttp/3.11.11', 'embeddings', 'dbgpt'],
  ['python-requests/2.32.3', 'chat', 'other'],
  ['AsyncOpenAI/Python 1.109.1', 'embeddings', 'other'],
] as const)('%s at %s is %s', (userAgent, endpoint, kind) => {
  expect(clientKind(userAgent, endpoint)).toBe(kind);
});
