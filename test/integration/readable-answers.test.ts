/**
 * What DB-GPT's reader makes of each defect with the server alone, and through ModelTray: what would have been a blank,
 * a crash or a spoiled text is an answer or a clear message.
 */
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import type { FixName } from '../../shared/conformance.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import {
  askAsDbgpt,
  dbgptHeaders,
  embedAsDbgpt,
  generateAsDbgpt,
  rankAsDbgpt,
} from '../support/dbgpt-reader.ts';
import type { Shown } from '../support/dbgpt-reader.ts';
import type { Fault } from '../support/fake-script.ts';
import type { FakeUpstream, FakeUpstreamOptions } from '../support/fake-upstream.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface Pair {
  alpha: FakeUpstream;
  core: RunningCore;
}

/** A server of a kind that is only known as OpenAI-compatible, unless told otherwise. */
async function pair(options: Partial<FakeUpstreamOptions> = {}): Promise<Pair> {
  const alpha = await scope.fake({
    dialect: 'openai',
    models: [{ id: 'active' }, { id: 'tiny-embed' }, { id: 'tiny' }],
    ...options,
  });
  return { alpha, core: await scope.core({ upstreams: [alpha] }) };
}

/** The same answer of the server, read first without ModelTray and then through it. */
async function bothWays(
  { alpha, core }: Pair,
  fault: Fault,
  ask = askAsDbgpt,
): Promise<{ alone: Shown; through: Shown }> {
  await alpha.setFault(fault);
  return { alone: await ask(alpha), through: await ask(core) };
}

async function lastRow({ core }: Pair): Promise<RequestRow> {
  const { rows } = await core.api.calls.listRequests({ limit: 1 });
  const [row] = rows;
  if (row === undefined) throw new Error('no request was listed');
  return row;
}

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const delta = (said: object, finish_reason: string | null = null): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: said, finish_reason }],
});
const say = (content: string): string => event(delta({ content }));
const finish = event(delta({}, 'stop'));
const done = 'data: [DONE]\n\n';
const usage = { prompt_tokens: 30, completion_tokens: 2, total_tokens: 32 };
const message = { role: 'assistant', content: 'Paris' };
const whole = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
};

const paris = { kind: 'answer', text: 'Paris', thoughts: '' };
const events = (...chunks: string[]): Fault => ({ type: 'events', chunks });
const json = (value: unknown): Fault => ({ type: 'body', text: JSON.stringify(value) });

interface Row {
  fault: Fault;
  alone: object;
  through: object;
  fixes: FixName[];
}

const mended: Record<string, Row> = {
  'an event of its own for the usage': {
    fault: events(say('Paris'), finish, event({ choices: [], usage }), done),
    alone: { ...paris, usage: null },
    through: { ...paris, usage },
    fixes: ['usage-position'],
  },
  'choices that are null': {
    fault: events(say('Par'), event({ id: 'x', choices: null }), say('is'), finish, done),
    alone: { kind: 'crash', said: "object of type 'NoneType' has no len()" },
    through: { ...paris, usage: null },
    fixes: ['null-choices'],
  },
  'thoughts in `reasoning`': {
    fault: events(event(delta({ reasoning: 'hm' })), say('Paris'), finish, done),
    alone: paris,
    through: { ...paris, thoughts: 'hm' },
    fixes: ['reasoning-field'],
  },
  'nothing but thoughts in `reasoning`': {
    fault: events(event(delta({ reasoning: 'hm' })), event(delta({}, 'length')), done),
    alone: { kind: 'blank' },
    through: { kind: 'answer', text: '', thoughts: 'hm' },
    fixes: ['reasoning-field'],
  },
  'thoughts in the text': {
    fault: events(say('<thi'), say('nk>hm</th'), say('ink>\n\nPar'), say('is'), finish, done),
    alone: { kind: 'answer', text: '<think>hm</think>\n\nParis' },
    through: { ...paris, thoughts: 'hm' },
    fixes: ['think-tags'],
  },
  'tool calls alone': {
    fault: { type: 'tool-call' },
    alone: { kind: 'blank' },
    through: { kind: 'answer', text: '{"name":"get_weather","arguments":{"city":"Paris"}}' },
    fixes: ['tool-calls'],
  },
  'plain JSON': {
    fault: json({ ...whole, usage }),
    alone: { kind: 'blank' },
    through: { ...paris, usage },
    fixes: ['json-to-stream'],
  },
  'events under another content type': {
    fault: { type: 'body', text: say('Paris') + finish + done, contentType: 'text/plain' },
    alone: paris,
    through: paris,
    fixes: ['json-to-stream'],
  },
  'no [DONE]': {
    fault: events(say('Paris'), finish),
    alone: paris,
    through: paris,
    fixes: ['done-supplied'],
  },
  HTML: {
    fault: { type: 'html' },
    alone: { kind: 'blank' },
    through: { kind: 'error', said: expect.stringMatching(/alpha.*HTML/) as string },
    fixes: ['error-in-200'],
  },
  nothing: {
    fault: { type: 'body', text: '' },
    alone: { kind: 'blank' },
    through: { kind: 'error', said: expect.stringContaining('alpha') as string },
    fixes: ['error-in-200'],
  },
  'JSON without a choice': {
    fault: json({ object: 'chat.completion', choices: [] }),
    alone: { kind: 'blank' },
    through: { kind: 'error', said: expect.stringContaining('alpha') as string },
    fixes: ['error-in-200'],
  },
  'an error in JSON behind 200': {
    fault: { type: 'error-in-200', message: 'model crashed' },
    alone: { kind: 'blank' },
    through: { kind: 'error', said: expect.stringContaining('model crashed') as string },
    fixes: ['error-in-200'],
  },
  'an error in another shape': {
    fault: { type: 'status', status: 500, message: 'out of memory' },
    alone: { kind: 'error' },
    through: { kind: 'error', said: expect.stringContaining('out of memory') as string },
    fixes: [],
  },
};

describe('a stream', () => {
  for (const [what, { fault, alone, through, fixes }] of Object.entries(mended)) {
    test(`with ${what}`, async () => {
      const both = await pair();
      const seen = await bothWays(both, fault);
      expect(seen.alone).toMatchObject(alone);
      expect(seen.through).toMatchObject(through);
      expect((await lastRow(both)).fixes).toEqual(fixes);
    });
  }

  const readable: Record<string, Fault> = {
    'a standard one': events(say('Par'), say('is'), finish, done),
    'a chunk without a delta': events(
      say('Paris'),
      event({ choices: [{ index: 0, finish_reason: null }] }),
      finish,
      done,
    ),
    reasoning_content: events(event(delta({ reasoning_content: 'hm' })), say('Paris'), finish, done),
    'usage on a chunk with a choice': events(say('Paris'), event({ ...delta({}, 'stop'), usage }), done),
    'data without a space, CRLF and comments': events(
      `:\n\n${say('Par')}: ping\n\n${say('is')}${finish}${done}`
        .replaceAll('data: ', 'data:')
        .replaceAll('\n', '\r\n'),
    ),
  };

  for (const [what, fault] of Object.entries(readable)) {
    test(`that DB-GPT reads anyway is not changed by a byte: ${what}`, async () => {
      const both = await pair();
      const { alone, through } = await bothWays(both, fault);
      expect(alone).toMatchObject({ kind: 'answer', text: 'Paris' });
      expect(through).toEqual(alone);
      expect((await lastRow(both)).fixes).toEqual([]);
    });
  }

  test('that says an error in the middle shows its words', async () => {
    const error = event({ error: { message: 'CUDA error' } });
    const { alone, through } = await bothWays(await pair(), events(say('Par'), error));
    expect(alone).toEqual({ kind: 'error', said: 'CUDA error' });
    expect(through).toEqual(alone);
  });

  test('of the server’s own error in another shape is readable, and asked for once', async () => {
    const both = await pair();
    await both.alpha.setFault({ type: 'body', text: '{"detail":"model not loaded"}' });
    expect(await askAsDbgpt(both.core)).toMatchObject({
      kind: 'error',
      said: expect.stringContaining('"src":"modeltray"') as string,
    });
    expect(both.alpha.generations()).toHaveLength(1);
  });
});

describe('an answer that comes whole', () => {
  test('without usage crashes DB-GPT, and through ModelTray is read', async () => {
    const both = await pair();
    const { alone, through } = await bothWays(both, json(whole), generateAsDbgpt);
    expect(alone).toEqual({ kind: 'crash', said: "'NoneType' object has no attribute 'dict'" });
    expect(through).toMatchObject({ ...paris, usage: { completion_tokens: 2 } });
    expect(await lastRow(both)).toMatchObject({ fixes: ['usage-supplied'], tokensIn: null, tokensOut: null });
  });

  test('without a choice is an error with the server’s name', async () => {
    const { alone, through } = await bothWays(await pair(), json({ choices: null, usage }), generateAsDbgpt);
    expect(alone.kind).toBe('crash');
    expect(through).toMatchObject({ kind: 'error', said: expect.stringContaining('alpha') as string });
  });

  test('with thoughts in the text or in `reasoning` has them apart', async () => {
    const said = { role: 'assistant', content: '<think>hm</think>Paris' };
    const answer = { ...whole, choices: [{ index: 0, message: said, finish_reason: 'stop' }], usage };
    const { alone, through } = await bothWays(await pair(), json(answer), generateAsDbgpt);
    expect(alone).toMatchObject({ text: '<think>hm</think>Paris' });
    expect(through).toMatchObject({ ...paris, thoughts: 'hm' });
  });

  test('that was mended has a length and a type that fit', async () => {
    const both = await pair();
    await both.alpha.setFault({ type: 'body', text: JSON.stringify(whole), contentType: 'text/plain' });
    const client = clientOf(both.core);
    const reply = await client.chat.completions.create({ model: 'active', messages: [] }).asResponse();
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const body = await reply.text();
    expect(reply.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    expect(JSON.parse(body)).toMatchObject({ usage: { total_tokens: expect.any(Number) as number } });
  });
});

/** The OpenAI package, under the name of DB-GPT's client. */
function clientOf({ proxyUrl }: RunningCore): OpenAI {
  return new OpenAI({
    baseURL: proxyUrl,
    apiKey: 'sk-x',
    defaultHeaders: { 'User-Agent': dbgptHeaders['user-agent'] },
  });
}

describe('vectors and rankings', () => {
  const vectors = [
    [1, 2],
    [3, 4],
  ];

  test('vectors without an index, or in base64, are read', async () => {
    const both = await pair();
    const packed = vectors.map((vector) => Buffer.from(Float32Array.from(vector).buffer).toString('base64'));
    for (const list of [vectors, packed]) {
      await both.alpha.setFault(json({ object: 'list', data: list.map((embedding) => ({ embedding })) }));
      await expect(embedAsDbgpt(both.alpha, ['a', 'b'])).rejects.toThrow();
      expect(await embedAsDbgpt(both.core, ['a', 'b'])).toEqual(vectors);
    }
    expect((await lastRow(both)).fixes).toEqual(['embedding-index', 'embedding-base64']);
  });

  test('a long list of them too, numbers as they came', async () => {
    const both = await pair();
    const row = `{"object":"embedding","embedding":[${Array.from({ length: 4000 }, () => '-0.012345678901234567').join(',')}]}`;
    await both.alpha.setFault({
      type: 'body',
      text: `{"object":"list","data":[${[row, row, row].join(',')}]}`,
    });
    const list = await embedAsDbgpt(both.core, ['a', 'b', 'c']);
    expect(list.map((vector) => vector.length)).toEqual([4000, 4000, 4000]);
    expect((await lastRow(both)).fixes).toEqual(['embedding-index']);
  });

  test('an empty vector is an error, not a hole in a knowledge base', async () => {
    const both = await pair();
    await both.alpha.setFault(
      json({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: [] }] }),
    );
    await expect(embedAsDbgpt(both.core, ['a'])).rejects.toThrow(/502.*alpha/);
  });

  const rankings = {
    jina: {
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.2 },
      ],
    },
    tei: [
      { index: 1, score: 0.9 },
      { index: 0, score: 0.2 },
    ],
    voyage: {
      data: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.2 },
      ],
    },
  };
  test.each(Object.keys(rankings) as (keyof typeof rankings)[])(
    'a ranking in %s’s shape is read by each of DB-GPT’s providers',
    async (shape) => {
      const { alpha, core } = await pair();
      await alpha.setFault(json(rankings[shape]));
      for (const provider of ['openapi', 'siliconflow', 'tei'] as const) {
        expect(await rankAsDbgpt(core, provider, ['a', 'b']), provider).toEqual([0.2, 0.9]);
      }
    },
  );
});

describe('usage of a stream', () => {
  test('is asked for where the server is known to take it, and stands on the finish', async () => {
    const both = await pair({ dialect: 'ollama' });
    const shown = await askAsDbgpt(both.core);
    expect(shown).toMatchObject({
      kind: 'answer',
      text: 'alpha says hello 你好!',
      usage: { completion_tokens: 5 },
    });
    const [asked] = both.alpha.generations();
    expect(asked?.body).toMatch(/^\{"stream_options":\{"include_usage":true\},"messages":/);
    expect(asked?.headers['content-length']).toBe(String(Buffer.byteLength(asked?.body ?? '')));
    expect(await lastRow(both)).toMatchObject({ fixes: ['usage-position'], tokensIn: 30, tokensOut: 5 });
  });

  test('is not asked of a server that may refuse the question', async () => {
    const { alpha, core } = await pair();
    expect(await askAsDbgpt(core)).toMatchObject({ kind: 'answer', usage: null });
    expect(alpha.generations()[0]?.body).not.toContain('stream_options');
  });

  test('that a client asked for stands where the API has it', async () => {
    const { core } = await pair({ dialect: 'ollama' });
    const stream = await clientOf(core).chat.completions.create({
      model: 'active',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 5 } });
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-2)?.usage).toBeUndefined();
  });
});

test('tool calls of a client that offered tools, with no index and arguments as an object', async () => {
  const { alpha, core } = await pair();
  const call = (name: string): object => ({ function: { name, arguments: { city: 'Paris' } } });
  await alpha.setFault(
    events(
      event(delta({ role: 'assistant', content: 'Let me look.' })),
      event(delta({ tool_calls: [call('a')] })),
      event(delta({ tool_calls: [call('b')] })),
      finish,
      done,
    ),
  );
  const answer = await new OpenAI({ baseURL: core.proxyUrl, apiKey: 'x' }).chat.completions
    .stream({
      model: 'active',
      messages: [{ role: 'user', content: 'Weather?' }],
      tools: [{ type: 'function', function: { name: 'a', parameters: {} } }],
    })
    .finalChatCompletion();
  expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
  expect(answer.choices[0]?.message.tool_calls).toMatchObject([
    {
      type: 'function',
      id: expect.stringMatching(/^call_/) as string,
      function: { name: 'a', arguments: '{"city":"Paris"}' },
    },
    { type: 'function', function: { name: 'b', arguments: '{"city":"Paris"}' } },
  ]);
});

describe('what is known of the model’s server', () => {
  test('a defect that is new for its kind is mended where the first events show it', async () => {
    const both = await pair({ dialect: 'lm-studio' });
    const { through } = await bothWays(
      both,
      events(event(delta({ reasoning: 'h' })), event(delta({ reasoning: 'm' })), say('Paris'), finish, done),
    );
    expect(both.core.core.state().upstreams[0]?.kind).toBe('lm-studio');
    expect(through).toMatchObject({ ...paris, thoughts: 'hm' });
  });

  test('max_tokens is lowered to the context that vLLM was started with', async () => {
    const both = await pair({ dialect: 'vllm', models: [{ id: 'active', contextLength: 2048 }] });
    expect(await askAsDbgpt(both.core)).toMatchObject({ kind: 'answer' });
    const { max_tokens } = JSON.parse(both.alpha.generations()[0]?.body ?? '') as { max_tokens: number };
    expect(max_tokens).toBeGreaterThan(1900);
    expect(max_tokens).toBeLessThan(2048);
    expect((await lastRow(both)).fixes).toEqual(['max-tokens-clamp', 'usage-position']);
  });

  test('a system message that its template refused once is merged from then on', async () => {
    const both = await pair();
    both.alpha.queueFault({ type: 'status', status: 400, message: 'System role not supported' });
    const shown = [await askAsDbgpt(both.core), await askAsDbgpt(both.core)];
    expect(shown.map(({ kind }) => kind)).toEqual(['answer', 'answer']);
    const roles = both.alpha
      .generations()
      .map(({ body }) =>
        (JSON.parse(body) as { messages: { role: string }[] }).messages.map(({ role }) => role),
      );
    expect(roles).toEqual([['system', 'user'], ['user'], ['user']]);
    expect(both.core.core.state().upstreams[0]?.fixes).toEqual({ 'system-role': 2 });
  });
});

test('fixes are counted for each server, and forgotten with it', async () => {
  const both = await pair();
  await both.alpha.setFault(mended['thoughts in the text']?.fault ?? null);
  await askAsDbgpt(both.core);
  await askAsDbgpt(both.core);
  await both.alpha.setFault(null);
  await askAsDbgpt(both.core);
  expect(both.core.core.state().upstreams[0]?.fixes).toEqual({ 'think-tags': 2 });
  await both.core.api.calls.removeUpstream({ slug: 'alpha' });
  await both.core.api.calls.addUpstream({ baseUrl: both.alpha.url, name: 'alpha' });
  expect(both.core.core.state().upstreams[0]?.fixes).toEqual({});
});
