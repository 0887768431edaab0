import { describe, expect, test } from 'vitest';
import { canStream, streamOf } from '../../main/repairs/json-to-stream.ts';
import { mendBody } from '../../main/repairs/mend-body.ts';
import type { MendedBody } from '../../main/repairs/mend-body.ts';
import { planRepairs } from '../../main/repairs/plan-repairs.ts';
import type { RepairFacts } from '../../main/repairs/plan-repairs.ts';
import { mendRanking } from '../../main/repairs/rerank-shape.ts';
import { supplyUsage } from '../../main/repairs/usage-supplied.ts';
import { ask, factsOf } from './facts.ts';
import { readStream } from './stream.ts';

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const message = { role: 'assistant', content: 'Paris' };
const without = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
};
const answer = { ...without, usage };

function mend(value: object, change: Partial<RepairFacts> = {}, request: object = {}): MendedBody {
  const asked = ask(request);
  const facts = factsOf({ ...change, asked: asked.members });
  return mendBody(Buffer.from(JSON.stringify(value)), value, { plan: planRepairs(facts), facts, asked });
}

describe('usage of a whole answer', () => {
  const asked = ask({ messages: [{ role: 'user', content: 'Where is the Louvre? 卢浮宫' }] });

  test('is estimated where it is missing, in the types of the API', () => {
    const mended = supplyUsage(without, asked);
    expect(mended['usage']).toEqual({ prompt_tokens: 14, completion_tokens: 2, total_tokens: 16 });
    expect(Object.values(mended['usage'] as object).every(Number.isInteger)).toBe(true);
    expect(supplyUsage({ ...without, usage: null }, asked)['usage']).toEqual(mended['usage']);
  });

  test('stays where it is there', () => expect(supplyUsage(answer, asked)).toBe(answer));

  test('is supplied to DB-GPT’s client, to others only where the route says so', () => {
    expect(mend(without, { client: 'dbgpt' }).fixes).toEqual(['usage-supplied']);
    expect(mend(without).type).toBe('as-sent');
    const options = { usage: 'on', think: 'split', temperature: null } as const;
    expect(mend(without, { options }).fixes).toEqual(['usage-supplied']);
  });
});

test('a whole answer without defects goes on as the object that came', () => {
  const bytes = Buffer.from(JSON.stringify(answer));
  const facts = factsOf({ client: 'dbgpt' });
  const mended = mendBody(bytes, answer, { plan: planRepairs(facts), facts, asked: ask({}) });
  expect(mended.bytes).toBe(bytes);
  expect(mended.fixes).toEqual([]);
});

test('thoughts, calls and usage of one answer are mended together', () => {
  const odd = {
    ...answer,
    usage: null,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: '<think>b</think>\nc',
          reasoning: 'a',
          tool_calls: [{ function: { name: 'f', arguments: {} } }],
        },
        finish_reason: 'stop',
      },
    ],
  };
  const mended = mend(odd, { client: 'dbgpt' }, { tools: [] });
  expect(mended.type).toBe('json');
  expect(mended.fixes).toEqual(['reasoning-field', 'think-tags', 'tool-calls', 'usage-supplied']);
  expect(JSON.parse(mended.bytes.toString())).toMatchObject({
    choices: [{ message: { content: 'c', reasoning_content: 'ab' }, finish_reason: 'tool_calls' }],
    usage: { completion_tokens: expect.any(Number) as number },
  });
});

describe('a stream that came as plain JSON', () => {
  test('becomes events: what is said, the finish with its usage, [DONE]', () => {
    const mended = mend(answer, { client: 'dbgpt', isStream: true });
    expect(mended).toMatchObject({ type: 'events', fixes: ['json-to-stream'] });
    const text = mended.bytes.toString();
    expect(readStream(text)).toEqual({ content: 'Paris', thought: '', finish: 'stop', usage, events: 2 });
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).toContain('"object":"chat.completion.chunk"');
    expect(text).not.toContain('"message"');
  });

  test('has its usage where the client asked for it, and nowhere where it did not', () => {
    const own = mend(
      answer,
      { isStream: true },
      { stream_options: { include_usage: true } },
    ).bytes.toString();
    expect(own).toContain(`"choices":[],"usage":${JSON.stringify(usage)}`);
    expect(mend(answer, { isStream: true }).bytes.toString()).not.toContain('usage');
  });

  test('may hold several answers, thoughts and calls', () => {
    const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
    const many = {
      ...answer,
      choices: [
        { index: 0, message: { ...message, reasoning_content: 'hm' }, finish_reason: 'stop' },
        { index: 1, message: { ...message, tool_calls: [call, call] }, finish_reason: 'tool_calls' },
      ],
    };
    const events = streamOf(many, 'nowhere').split('\n\n').slice(0, -2);
    expect(events).toHaveLength(4);
    expect(events[0]).toContain('"reasoning_content":"hm"');
    expect(events[2]).toContain(`"tool_calls":[{"index":0,"id":"a"`);
    expect(events[2]).toContain(`{"index":1,"id":"a"`);
  });

  test('of a completion keeps its text', () => {
    const completion = {
      id: 'x',
      object: 'text_completion',
      choices: [{ index: 0, text: 'Once', finish_reason: 'length' }],
    };
    expect(streamOf(completion, 'nowhere')).toBe(
      [
        'data: {"id":"x","object":"text_completion","choices":[{"index":0,"text":"Once","finish_reason":null}]}',
        'data: {"id":"x","object":"text_completion","choices":[{"index":0,"finish_reason":"length","text":""}]}',
        'data: [DONE]\n\n',
      ].join('\n\n'),
    );
  });

  test('is none where it holds no choice', () => {
    expect(canStream({ choices: [] })).toBe(false);
    expect(canStream({ object: 'x' })).toBe(false);
  });
});

describe('a ranking', () => {
  const jina = {
    model: 'r',
    results: [
      { index: 1, relevance_score: 0.9, document: { text: 'b' } },
      { index: 0, relevance_score: 0.2 },
    ],
  };
  const tei = [
    { index: 1, score: 0.9 },
    { index: 0, score: 0.2 },
  ];
  const voyage = {
    object: 'list',
    data: [
      { index: 1, relevance_score: 0.9 },
      { index: 0, relevance_score: 0.2 },
    ],
  };
  const documents = { isTei: false, count: 2, readsScores: false };
  const dbgpt = { ...documents, readsScores: true };
  const texts = { isTei: true, count: 2, readsScores: false };

  test('that fits its request is the same', () => {
    expect(mendRanking(jina, documents)).toBe(jina);
    expect(mendRanking(tei, texts)).toBe(tei);
  });

  test('is told as results where documents were sent', () => {
    const results = [
      { index: 1, relevance_score: 0.9 },
      { index: 0, relevance_score: 0.2 },
    ];
    expect(mendRanking(tei, documents)).toMatchObject({ results });
    expect(mendRanking(voyage, documents)).toMatchObject({ results });
  });

  test('is told as a bare list where texts were sent', () => {
    for (const value of [jina, voyage]) expect(mendRanking(value, texts)).toEqual(tei);
  });

  test('for DB-GPT has the scores in the order of the documents too', () => {
    for (const value of [jina, tei, voyage])
      expect(mendRanking(value, dbgpt)).toMatchObject({ data: [0.2, 0.9] });
    expect(mendRanking(jina, dbgpt)).toMatchObject(jina);
  });

  test('of some documents only has no scores to tell in order', () => {
    expect(mendRanking(jina, { ...dbgpt, count: 3 })).toBe(jina);
  });

  test.each([[{ object: 'list', data: [0.2, 0.9] }], [{ results: [] }], [{ hello: 1 }], ['text'], [null]])(
    '%j is none',
    (value) => {
      expect(mendRanking(value, dbgpt)).toBe(value);
    },
  );
});
