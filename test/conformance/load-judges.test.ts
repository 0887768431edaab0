import { expect, test } from 'vitest';
import { markers } from '../../main/conformance/requests.ts';
import { llamaCpp } from '../../main/upstreams/kinds/llama-cpp.ts';
import { vllm } from '../../main/upstreams/kinds/vllm.ts';
import { answered, delta, facts, judge, recorded, refused, saying } from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const openai = (message: string): object => ({
  error: { message, type: 'invalid_request_error', param: null, code: null },
});
const dropped = recorded({ status: null, ending: 'no-answer', error: 'UND_ERR_SOCKET' });
const streams = saying(['OK', '.']);

const spoken = (
  at: number,
  from: number,
  to: number,
  word = markers[at] ?? '',
): ReturnType<typeof recorded> =>
  recorded({
    type: 'text/event-stream',
    sentAtMs: 1000,
    chunks: [
      [from, `data: ${JSON.stringify(delta({ content: word }))}\n\n`],
      [to, `data: ${JSON.stringify(delta({ content: ' again' }, 'stop'))}\n\ndata: [DONE]\n\n`],
    ],
  });
const inTurn = [spoken(0, 10, 20), spoken(1, 30, 40), spoken(2, 50, 60), spoken(3, 70, 80)];
const atOnce = [spoken(0, 10, 50), spoken(1, 20, 60), spoken(2, 30, 70), spoken(3, 40, 80)];

test.each([
  ['in turn', inTurn, 'pass inTurn'],
  ['at once', atOnce, 'pass atOnce'],
  ['each in one event', inTurn.map((_one, at) => saying([markers[at] ?? ''])), 'pass allAnswered'],
  ['with one refused', [...inTurn.slice(0, 3), refused(503, openai('no slot available'))], 'not-at-once'],
  ['with one dropped', [...inTurn.slice(0, 3), dropped], 'not-at-once'],
  [
    'with two exchanged',
    [spoken(0, 10, 20, markers[1]), spoken(1, 30, 40, markers[0]), ...inTurn.slice(2)],
    'mixed-up',
  ],
  ['in noise', inTurn.map((_one, at) => spoken(at, 10 + at * 20, 20 + at * 20, 'fol')), 'pass inTurn'],
])('four requests, %s', (_what, concurrency, expected) => {
  expect(judge('concurrency', { stream: streams, concurrency })).toBe(expected);
});

/** Eight words, 50 ms apart, and then we left: 25 s would have followed. */
const left = recorded({
  type: 'text/event-stream',
  ending: 'closed',
  chunks: Array.from({ length: 8 }, (_, at): [number, string] => [
    100 + at * 50,
    `data: ${JSON.stringify(delta({ content: ' tree' }))}\n\n`,
  ]),
});
const after = (ms: number): ReturnType<typeof recorded> =>
  recorded({
    type: 'text/event-stream',
    chunks: [[ms, `data: ${JSON.stringify(delta({ content: 'OK' }, 'stop'))}\n\n`]],
  });
const first = after(100);
const quick = recorded({
  ...left,
  type: 'text/event-stream',
  ending: 'closed',
  chunks: left.chunks.map(({ bytes }, at): [number, string] => [100 + at, bytes.toString()]),
});

test.each([
  ['the next one waited', { stream: first, abort: left, 'after-abort': after(20_000) }, 'runs-on'],
  [
    'the next one never came',
    { stream: first, abort: left, 'after-abort': recorded({ status: null, ending: 'silent' }) },
    'runs-on',
  ],
  [
    'the next one came at once, in turn',
    { stream: first, concurrency: inTurn, abort: left, 'after-abort': after(150) },
    'pass nextAtOnce',
  ],
  [
    'the next one came at once, beside others',
    { stream: first, concurrency: atOnce, abort: left, 'after-abort': after(150) },
    'not severalAtOnce',
  ],
  [
    'the rest would have been over',
    { stream: first, concurrency: inTurn, abort: quick, 'after-abort': after(150) },
    'not tooFast',
  ],
  [
    'the next one was refused',
    { stream: first, abort: left, 'after-abort': refused(503, openai('no slot available')) },
    'not nextRefused',
  ],
  ['it was over before', { stream: first, abort: saying(['OK']) }, 'not overBefore'],
] as [string, SeenParts, string][])('an answer was left: %s', (_what, parts, expected) => {
  expect(judge('abort', parts)).toBe(expected);
});

const slots = (isProcessing: boolean): ReturnType<typeof recorded> =>
  answered([{ id: 0, is_processing: isProcessing }]);

test.each([
  ['idle again', slots(false), [slots(true), slots(false)], 'pass idleAgain'],
  ['busy still', slots(false), [slots(true), slots(true), slots(true)], 'runs-on'],
  ['busy before', slots(true), [slots(true)], 'not busyBefore'],
  ['switched off', refused(501, openai('no')), [refused(501, openai('no'))], 'pass nextAtOnce'],
])('an answer was left, and the server says that it is %s', (_what, before, looks, expected) => {
  const parts = {
    stream: first,
    concurrency: inTurn,
    'busy-before': before,
    abort: left,
    'after-abort': after(150),
    'busy-after': looks,
  };
  expect(judge('abort', parts, { ...facts, busy: llamaCpp.busy ?? null })).toBe(expected);
});

test('vLLM counts what runs among its metrics', () => {
  const isBusy = (text: string): boolean | null | undefined =>
    vllm.busy?.isBusy({ status: 200, text, json: undefined });
  expect(isBusy('# HELP x\nvllm:num_requests_running{engine="0",model_name="a"} 1.0\n')).toBe(true);
  expect(isBusy('vllm:num_requests_running{engine="0",model_name="a"} 0.0\n')).toBe(false);
  expect(isBusy('process_cpu_seconds_total 3\n')).toBeNull();
});
