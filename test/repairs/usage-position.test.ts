import { expect, test } from 'vitest';
import { StreamMender } from '../../main/repairs/stream-mender.ts';
import { chunk, done, event, everySplit, mendPieces, mendStream, readStream } from './stream.ts';

const fixes = ['usage-position'] as const;
const usage = { prompt_tokens: 30, completion_tokens: 2, total_tokens: 32 };
const say = (content: string): string => event(chunk({ delta: { content } }));
const finish = event(chunk({ finish: 'stop' }));
const tail = event({ ...chunk({}), choices: [], usage });
const nullTail = event({ ...chunk({}), choices: null, usage });

test.each([
  ['an event of its own', tail],
  ['an event whose choices are null', nullTail],
  ['an event behind a comment', `: ping\n\n${tail}`],
])('usage in %s moves onto the finish, wherever the bytes break', (_what, usageEvent) => {
  for (const pieces of everySplit(say('Par') + say('is') + finish + usageEvent + done)) {
    const mended = mendPieces(pieces, { fixes });
    expect(readStream(mended.text)).toEqual({
      content: 'Paris',
      thought: '',
      finish: 'stop',
      usage,
      events: 3,
    });
    expect(mended.text.endsWith(done)).toBe(true);
    expect(mended.fixes).toEqual(['usage-position']);
  }
});

test('so it does in a stream with CRLF line ends, which stay', () => {
  const stream = (say('Paris') + finish + tail + done).replaceAll('\n', '\r\n');
  const { text } = mendPieces([...everySplit(stream)].at(-1) ?? [], { fixes });
  expect(readStream(text)).toMatchObject({ content: 'Paris', usage, events: 2 });
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});

test.each([
  ['no usage at all', say('Paris') + finish + done],
  ['usage on the finish', say('Paris') + event(chunk({ finish: 'stop', usage })) + done],
  [
    'usage on every chunk',
    event(chunk({ delta: { content: 'Paris' }, usage })) + event(chunk({ finish: 'stop', usage })),
  ],
  ['usage in a chunk of a silent choice', say('Paris') + finish + event(chunk({ usage })) + done],
  ['usage that is null', event(chunk({ delta: { content: 'x' }, usage: null })) + finish + done],
  ['an error behind the finish', say('Paris') + finish + event({ error: { message: 'gone' } })],
])('a stream with %s is not changed by a byte', (_what, stream) => {
  for (const pieces of everySplit(stream))
    expect(mendPieces(pieces, { fixes })).toEqual({ text: stream, fixes: [] });
});

test('of two answers the last finish carries it', () => {
  const finishOf = (index: number): string => event(chunk({ index, finish: 'stop' }));
  const { text } = mendStream(finishOf(0) + finishOf(1) + tail + done, { fixes });
  expect(text).toBe(finishOf(0) + event({ ...chunk({ index: 1, finish: 'stop' }), usage }) + done);
});

test('the finish waits, and is let go when the caller has waited long enough; a late usage is hidden', () => {
  const mender = new StreamMender({ fixes, think: 'split', readsToolCalls: true, hasManyChoices: false });
  expect(mender.push(Buffer.from(say('Paris'))).toString()).toBe(say('Paris'));
  expect(mender.isHolding).toBe(false);
  expect(mender.push(Buffer.from(finish))).toHaveLength(0);
  expect(mender.isHolding).toBe(true);
  expect(mender.release().toString()).toBe(finish);
  expect(mender.isHolding).toBe(false);
  expect(mender.push(Buffer.from(tail + done)).toString()).toBe(done);
});

test('a break or an end behind the finish lets it go', () => {
  expect(mendStream(say('Paris') + finish, { fixes }).text).toBe(say('Paris') + finish);
  expect(mendStream(say('Paris') + finish, { fixes, isWhole: false }).text).toBe(say('Paris') + finish);
});
