import { describe, expect, test } from 'vitest';
import { estimatePrompt, estimateTokens } from '../../main/repairs/estimate-tokens.ts';
import { mendRefused, mendRequest } from '../../main/repairs/mend-request.ts';
import type { RouteOptions } from '../../shared/route-options.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import { planRepairs } from '../../main/repairs/plan-repairs.ts';
import type { RepairFacts } from '../../main/repairs/plan-repairs.ts';
import { readContextRefusal, readRefusal } from '../../main/repairs/read-refusal.ts';
import { applySplices } from '../../main/repairs/splice.ts';
import { ask, factsOf, serverOf } from './facts.ts';

function mend(
  request: object | string,
  change: Partial<RepairFacts>,
): { body: string; fixes: readonly string[] } {
  const asked = ask(request);
  const facts = factsOf({ ...change, asked: asked.members });
  const { splices, fixes } = mendRequest(planRepairs(facts).request, asked, facts);
  return { body: applySplices(asked.body, splices).toString(), fixes };
}

const withOptions = (options: Partial<RouteOptions>): Partial<RepairFacts> => ({
  options: { ...defaultRouteOptions, ...options },
});

/** Numbers that a parse and a print would change. */
const odd =
  '{ "messages" : [{"role":"user","content":"\\u4f60 \\/ x"}],"top_p":1.0,"seed":12345678901234567890 }';

describe('a temperature', () => {
  test('of the route goes to a request that has none, and no other byte changes', () => {
    expect(mend(odd, withOptions({ temperature: 0 }))).toEqual({
      body: `{"temperature":0,${odd.slice(1)}`,
      fixes: ['default-temperature'],
    });
  });

  test('that the client sent stays', () => {
    const body = '{"messages":[],"temperature":0.6}';
    expect(mend(body, withOptions({ temperature: 0 }))).toEqual({ body, fixes: [] });
  });
});

describe('usage', () => {
  const server = serverOf({ acceptsIncludeUsage: true });
  const question = '{"stream":true,"messages":[]}';
  const asking = `{"stream_options":{"include_usage":true},${question.slice(1)}`;

  test.each([
    ['DB-GPT’s client, a server that takes the question', { client: 'dbgpt', server }, asking],
    ['DB-GPT’s client, a server that may not', { client: 'dbgpt' }, question],
    ['another client', { server }, question],
    ['another client where the route says on', { ...withOptions({ usage: 'on' }) }, asking],
    [
      'DB-GPT’s client where the route says off',
      { client: 'dbgpt', server, ...withOptions({ usage: 'off' }) },
      question,
    ],
    ['no stream', { client: 'dbgpt', server, isStream: false }, question],
  ] as const)('is asked for or not: %s', (_what, change, body) => {
    expect(mend(question, { isStream: true, ...change }).body).toBe(body);
  });

  test('a client’s own question is left as it is', () => {
    const own = '{"stream":true,"stream_options":{"include_usage":false}}';
    expect(mend(own, { isStream: true, client: 'dbgpt', server, ...withOptions({ usage: 'on' }) }).body).toBe(
      own,
    );
  });
});

describe('max_tokens', () => {
  const server = serverOf({ defects: ['max-tokens'], contextLoaded: 4096 });
  const request = (tokens: number, more: object = {}): object => ({
    messages: [{ role: 'user', content: 'x'.repeat(tokens * 4) }],
    max_tokens: 4000,
    ...more,
  });

  test('is lowered to what fits behind the prompt', () => {
    const { body, fixes } = mend(request(1000), { server });
    expect(fixes).toEqual(['max-tokens-clamp']);
    const lowered = (JSON.parse(body) as { max_tokens: number }).max_tokens;
    expect(lowered).toBeGreaterThan(2500);
    expect(lowered + 1000).toBeLessThan(4096);
    expect(body).toBe(JSON.stringify(request(1000)).replace('4000', String(lowered)));
  });

  test('max_completion_tokens likewise', () => {
    const { body } = mend({ messages: [], max_completion_tokens: 9000 }, { server });
    expect(JSON.parse(body)).toEqual({ messages: [], max_completion_tokens: 4032 });
  });

  test.each([
    ['it fits', request(10, { max_tokens: 500 }), server],
    ['the prompt alone is too long', request(5000), server],
    ['the server ends an answer at its context by itself', request(1000), serverOf({ contextLoaded: 4096 })],
    ['the context is not known', request(1000), serverOf({ defects: ['max-tokens'] })],
    ['it is no number', request(1000, { max_tokens: null }), server],
    ['there is none', { messages: [] }, server],
  ])('stays where %s', (_what, body, facts) => {
    expect(mend(body, { server: facts })).toEqual({ body: JSON.stringify(body), fixes: [] });
  });
});

describe('what a template refuses', () => {
  const say = (role: string, content: unknown): string =>
    `{"role":"${role}","content":${JSON.stringify(content)}}`;
  const merged = (messages: string, refusals: ('system-role' | 'role-order')[]): string => {
    const { body } = mend(`{"messages":[${messages}],"seed":1.0}`, { server: serverOf({ refusals }) });
    expect(body.endsWith('],"seed":1.0}')).toBe(true);
    return body.slice('{"messages":['.length, -'],"seed":1.0}'.length);
  };
  const part = (text: string): object => ({ type: 'text', text });

  test.each([
    [
      'a system message joins the first user',
      [say('system', 'S'), say('user', 'U')],
      [say('user', 'S\n\nU')],
    ],
    [
      'of several users the first',
      [say('system', 'S'), say('user', 'U'), say('assistant', 'A'), say('user', 'V')],
      [say('user', 'S\n\nU'), say('assistant', 'A'), say('user', 'V')],
    ],
    [
      'all system messages',
      [say('system', 'S'), say('user', 'U'), say('system', 'T')],
      [say('user', 'S\n\nT\n\nU')],
    ],
    ['developer is the same', [say('developer', 'S'), say('user', 'U')], [say('user', 'S\n\nU')]],
    ['with no user it becomes one', [say('system', 'S')], [say('user', 'S')]],
    [
      'before parts it becomes one',
      [say('system', 'S'), say('user', [part('U')])],
      [say('user', [part('S'), part('U')])],
    ],
    [
      'parts of its own are kept',
      [say('system', [part('S')]), say('user', 'U')],
      [say('user', [part('S'), part('U')])],
    ],
    ['without one nothing changes', [say('user', 'U')], [say('user', 'U')]],
  ])('%s', (_what, messages, expected) => {
    expect(merged(messages.join(','), ['system-role'])).toBe(expected.join(','));
  });

  test('escapes and other members of a message stay as they came', () => {
    const user = '{ "name":"x", "content" : "\\u4f60\\n", "role":"user", "n":1.0 }';
    expect(merged(`{"content":"a \\"b\\"","role":"system"}, ${user}`, ['system-role'])).toBe(
      '{ "name":"x", "content" : "a \\"b\\"\\n\\n\\u4f60\\n", "role":"user", "n":1.0 }',
    );
  });

  test('two of one role in a row become one, system first', () => {
    const messages = [
      say('system', 'S'),
      say('user', 'U'),
      say('user', 'V'),
      say('assistant', 'A'),
      say('user', 'W'),
    ];
    expect(merged(messages.join(','), ['system-role', 'role-order'])).toBe(
      [say('user', 'S\n\nU\n\nV'), say('assistant', 'A'), say('user', 'W')].join(','),
    );
  });

  test('tool calls and their results are never merged', () => {
    const calls = '{"role":"assistant","content":"x","tool_calls":[{"id":"a"}]}';
    const result = '{"role":"tool","tool_call_id":"a","content":"1"}';
    const messages = [say('user', 'U'), calls, calls, result, result].join(',');
    expect(merged(messages, ['role-order'])).toBe(messages);
  });
});

describe('a refusal', () => {
  test.each([
    ['System role not supported', ['system-role']],
    ['Jinja Exception: System role not supported', ['system-role']],
    [
      'Error rendering prompt with jinja template: "Only user and assistant roles are supported!"',
      ['system-role'],
    ],
    ['Only user, assistant and tool roles are supported, got system.', ['system-role']],
    ['Conversation roles must alternate user/assistant/user/assistant/...', ['system-role', 'role-order']],
    [
      'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...',
      ['role-order'],
    ],
    ['This model does not support tools', []],
    ['prompt is too long', []],
  ])('%j', (said, refusals) => expect(readRefusal(said)).toEqual(refusals));

  test.each([
    [
      "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens (1012 in the messages, 4000 in the completion).",
      { context: 4096, prompt: 1012, isExact: true },
    ],
    [
      "'max_tokens' or 'max_completion_tokens' is too large: 8000. This model's maximum context length is 4096 tokens and your request has 2778 input tokens (8000 > 4096 - 2778).",
      { context: 4096, prompt: 2778, isExact: true },
    ],
    [
      "This model's maximum context length is 16384 tokens. However, you requested 8192 output tokens and your prompt contains at least 8193 input tokens, for a total of at least 16385 tokens.",
      { context: 16384, prompt: 8193, isExact: false },
    ],
    [
      "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9000 tokens: 5000 tokens from the input messages and 4000 tokens for the completion.",
      { context: 8192, prompt: 5000, isExact: true },
    ],
    [
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 1012 `inputs` tokens and 4000 `max_new_tokens`',
      { context: 4096, prompt: 1012, isExact: true },
    ],
    ['request (5034 tokens) exceeds the available context size (4096 tokens), try increasing it', null],
    ['System role not supported', null],
  ])('%j', (said, figures) => expect(readContextRefusal(said)).toEqual(figures));

  const nothing = { splices: [], fixes: [] };
  const putOtherwise = (said: string, request: object): string | null => {
    const asked = ask(request);
    const mended = mendRefused(said, asked, nothing);
    return mended === null ? null : applySplices(asked.body, mended.splices).toString();
  };

  test('of the length is answered with exactly what fits', () => {
    const said = 'maximum context length is 4096 tokens and your request has 2778 input tokens';
    expect(putOtherwise(said, { messages: [], max_tokens: 8000 })).toBe('{"messages":[],"max_tokens":1318}');
    expect(putOtherwise(said, { messages: [], max_tokens: 10 })).toBeNull();
    expect(putOtherwise(said.replace('2778', '4090'), { messages: [], max_tokens: 8000 })).toBeNull();
  });

  test('that counted only to its limit is answered with the estimate', () => {
    const said =
      'maximum context length is 4096 tokens. However, you requested 4000 output tokens and your prompt contains at least 97 input tokens';
    const request = { messages: [{ role: 'user', content: 'x'.repeat(8000) }], max_tokens: 4000 };
    const lowered = JSON.parse(putOtherwise(said, request) ?? '') as { max_tokens: number };
    expect(lowered.max_tokens).toBeLessThan(4096 - 2000);
  });

  test('of a role that is not there cannot be helped', () => {
    expect(
      putOtherwise('System role not supported', { messages: [{ role: 'user', content: 'x' }] }),
    ).toBeNull();
  });

  test('takes the place of what was mended before', () => {
    const asked = ask({ messages: [], max_tokens: 8000 });
    const server = serverOf({ defects: ['max-tokens'], contextLoaded: 4096 });
    const facts = factsOf({ server, asked: asked.members });
    const first = mendRequest(planRepairs(facts).request, asked, facts);
    const second = mendRefused(
      'maximum context length is 4096 tokens and your request has 1096 input tokens',
      asked,
      first,
    );
    expect(applySplices(asked.body, second?.splices ?? []).toString()).toBe(
      '{"messages":[],"max_tokens":3000}',
    );
    expect(second?.fixes).toEqual(['max-tokens-clamp']);
  });
});

test('tokens are estimated by script, and pictures by number', () => {
  expect(estimateTokens('Hello there')).toBe(3);
  expect(estimateTokens('你好👋')).toBe(3);
  expect(estimatePrompt([{ role: 'user', content: [{ type: 'text', text: 'Hello there' }] }])).toBe(9);
  const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(100_000)}` } };
  expect(estimatePrompt([{ role: 'user', content: [picture] }])).toBeLessThan(1100);
  expect(estimatePrompt([1, 2, 3])).toBe(3);
});
