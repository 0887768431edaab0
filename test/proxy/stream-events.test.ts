import { expect, test } from 'vitest';
import { judgeEvent, judgeStreamEnd, splitEvents } from '../../main/proxy/stream-events.ts';

const chunk = (choice: object): string => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}`;

test.each([
  [chunk({ delta: { content: 'x' } }), 'content'],
  [chunk({ delta: { role: 'assistant', content: null } }), 'nothing'],
  [chunk({ delta: { role: 'assistant', content: '' } }), 'nothing'],
  [chunk({ delta: { reasoning_content: 'hm' } }), 'content'],
  [chunk({ delta: { reasoning: 'hm' } }), 'content'],
  [chunk({ delta: { tool_calls: [] } }), 'nothing'],
  [chunk({ delta: { tool_calls: [{ index: 0 }] } }), 'content'],
  [chunk({ text: 'x' }), 'content'],
  [chunk({ delta: {}, finish_reason: 'stop' }), 'finish'],
  [chunk({ delta: { content: 'x' }, finish_reason: 'stop' }), 'content'],
  ['data: {"choices":[],"usage":{}}', 'nothing'],
  ['data: [DONE]', 'done'],
  [': ping', 'nothing'],
  ['data: {"error":{"message":"boom"}}', 'error'],
  ['data:{"error":"boom"}', 'error'],
  ['event: error\ndata: {"message":"boom"}', 'error'],
  ['data: {"error":null,"choices":[]}', 'nothing'],
  ['data: {broken', 'nothing'],
])('%s is %s', (event, kind) => {
  expect(judgeEvent(event, 'chat').kind).toBe(kind);
});

test('an error event quotes its server', () => {
  expect(judgeEvent('data: {"error":{"message":"boom"}}', 'chat')).toEqual({ kind: 'error', said: 'boom' });
});

test('any event but an error is content where the endpoint’s events are not known', () => {
  expect(judgeEvent('event: response.created\ndata: {"type":"response.created"}', 'other').kind).toBe(
    'content',
  );
  expect(judgeEvent('data: {"error":{"message":"boom"}}', 'other').kind).toBe('error');
});

test.each(['\n\n', '\r\n\r\n', '\r\r'])('events end at %j', (end) => {
  expect(splitEvents(`data: a${end}data: b${end}data: c`)).toEqual({
    events: ['data: a', 'data: b'],
    rest: 'data: c',
  });
});

test('a stream is whole with [DONE], or with a finish reason of every choice', () => {
  const finish = (index: number): string =>
    `data: {"choices":[{"index":${index},"finish_reason":"stop"}]}\n\n`;
  const open = (index: number): string =>
    `data: {"choices":[{"index":${index},"delta":{"content":"x"}}]}\n\n`;
  const isWhole = (tail: string): boolean => judgeStreamEnd(tail, 'chat', true).isWhole;
  expect(isWhole(`${open(0)}data: [DONE]\n\n`)).toBe(true);
  expect(isWhole(`${open(0)}data: [DONE]`)).toBe(true);
  expect(isWhole(open(0) + finish(0))).toBe(true);
  expect(isWhole(open(0) + open(1) + finish(0) + finish(1))).toBe(true);
  expect(isWhole(open(0) + open(1) + finish(0))).toBe(false);
  expect(isWhole(open(0))).toBe(false);
  expect(isWhole('')).toBe(false);
});

test('usage is read from wherever it stands near the end', () => {
  const tail = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}}\n\ndata: [DONE]\n\n';
  expect(judgeStreamEnd(tail, 'chat', true).usage).toEqual({ tokensIn: 3, tokensOut: 5 });
  expect(judgeStreamEnd('data: [DONE]\n\n', 'chat', true).usage).toBeNull();
});

test('a broken connection after [DONE] lost nothing; elsewhere only a clean close is an end', () => {
  expect(judgeStreamEnd('data: [DONE]\n\n', 'chat', false).isWhole).toBe(true);
  expect(judgeStreamEnd('data: {"type":"x"}\n\n', 'other', true).isWhole).toBe(true);
  expect(judgeStreamEnd('data: {"type":"x"}\n\n', 'other', false).isWhole).toBe(false);
});
