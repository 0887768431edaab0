import { expect, test } from 'vitest';
import { readSse } from '../../main/conformance/sse.ts';
import { recorded } from './recorded.ts';

const read = (...chunks: (string | Buffer)[]): ReturnType<typeof readSse> =>
  readSse(
    recorded({ type: 'text/event-stream', chunks: chunks.map((chunk, at) => [at + 1, chunk] as const) }),
  );
const dataOf = (...chunks: string[]): string[] => read(...chunks).events.map(({ data }) => data);

test.each([
  ['LF', ['data: a\n\ndata: b\n\n'], ['a', 'b']],
  ['CRLF', ['data: a\r\n\r\ndata: b\r\n\r\n'], ['a', 'b']],
  ['CR', ['data: a\r\rdata: b\r\r'], ['a', 'b']],
  ['a CRLF between two chunks', ['data: a\r', '\n\r', '\ndata: b\n\n'], ['a', 'b']],
  ['one byte at a time', Array.from('data: a\n\ndata: b\n\n'), ['a', 'b']],
  ['no blank behind the colon', ['data:a\n\n'], ['a']],
  ['one blank alone', ['data:  a\n\n'], [' a']],
  ['two data lines', ['data: a\ndata: b\n\n'], ['a\nb']],
  ['comments and retry', [': ping\n\nretry: 10\n\ndata: a\n\n'], ['a']],
  ['many blank lines', ['\n\n\ndata: a\n\n\n\n'], ['a']],
])('%s', (_what, chunks, events) => {
  expect(dataOf(...chunks)).toEqual(events);
});

test('an event has the time of the chunk that ended it', () => {
  const { events } = read('data: a', '\n\n', 'data: b\n\n');
  expect(events.map(({ atMs }) => atMs)).toEqual([2, 3]);
});

test('an event that no blank line ends is lost, and said', () => {
  expect(read('data: a\n\ndata: b\n')).toMatchObject({ hasUnfinishedEvent: true, events: [{ data: 'a' }] });
  expect(read('data: a\n\n').hasUnfinishedEvent).toBe(false);
});

test('names, comments and what is no event are told apart', () => {
  expect(read('event: error\ndata: a\n\n').events[0]?.name).toBe('error');
  expect(read(': ping\n\n').comments).toBe(1);
  expect(read('{"choices":[]}\n').strayLines).toBe(1);
});

test('characters stay whole between chunks', () => {
  const bytes = Buffer.from('data: 你好\n\n');
  expect(read(bytes.subarray(0, 7), bytes.subarray(7)).events[0]?.data).toBe('你好');
});
