import { expect, test } from 'vitest';
import { chatStream } from '../support/chat.ts';
import type { Fault } from '../support/fake-script.ts';
import { eventsOf } from '../support/http-client.ts';
import type { Reply } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function streamWith(fault: Fault): Promise<Reply> {
  const alpha = await scope.fake();
  await alpha.setFault(fault);
  return chatStream(await scope.core({ upstreams: [alpha] }));
}

const content = (text: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: finish }] })}\n\n`;

const cuts: [what: string, fault: Fault][] = [
  ['a broken connection', { type: 'cut', afterChunks: 3 }],
  ['a clean end without a finish', { type: 'end-early', afterChunks: 3 }],
  ['broken chunk framing', { type: 'malformed-chunk' }],
  [
    'an end where the server announced a length',
    { type: 'body', text: content('alpha'), contentType: 'text/event-stream' },
  ],
  ['an end inside an event', { type: 'events', chunks: [content('alpha'), 'data: {"choi'] }],
  [
    'an end with one choice of two unfinished',
    { type: 'events', chunks: [twoChoices(), content('a', 'stop')] },
  ],
];

function twoChoices(): string {
  const choices = [0, 1].map((index) => ({ index, delta: { content: 'x' }, finish_reason: null }));
  return `data: ${JSON.stringify({ choices })}\n\n`;
}

for (const [what, fault] of cuts) {
  test(`${what} after content: one error event, no [DONE], and a clean end`, async () => {
    const reply = await streamWith(fault);
    expect(reply.status).toBe(200);
    expect(reply.isComplete).toBe(true);
    expect(reply.text).not.toContain('[DONE]');
    expect(reply.text.endsWith('\n\n')).toBe(true);
    const errors = eventsOf(reply.text).filter((data) => data.startsWith('{"error"'));
    expect(errors).toHaveLength(1);
    expect(JSON.parse(errors[0] ?? '')).toMatchObject({
      error: { code: 'upstream_bad_answer', message: expect.stringContaining('alpha') as string },
      src: 'modeltray',
    });
    expect(eventsOf(reply.text).at(-1)).toBe(errors[0]);
  });
}

const whole: [what: string, fault: Fault][] = [
  ['[DONE]', { type: 'usage' }],
  [
    'a length that the server announced',
    { type: 'body', text: content('alpha', 'stop'), contentType: 'text/event-stream' },
  ],
  ['a finish reason without [DONE]', { type: 'no-done' }],
  ['[DONE] without a finish reason', { type: 'events', chunks: [content('a'), 'data: [DONE]\n\n'] }],
  ['a finish reason and then a break', { type: 'cut', afterChunks: 6 }],
  [
    'a last event without its blank line',
    { type: 'events', chunks: [content('a'), content('b', 'stop').trim()] },
  ],
];

for (const [what, fault] of whole) {
  test(`a stream with ${what} is whole: nothing is added`, async () => {
    const alpha = await scope.fake();
    await alpha.setFault(fault);
    const reply = await chatStream(await scope.core({ upstreams: [alpha] }));
    expect(reply.text).toBe(alpha.exchanges[0]?.sent().toString());
    expect(reply.isComplete).toBe(true);
  });
}

test('a cut stream is a failed request in the list, a whole one an answered one', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  alpha.queueFault({ type: 'cut', afterChunks: 3 });
  await chatStream(core);
  await chatStream(core);
  const { rows } = await core.api.calls.listRequests({ limit: 10 });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['answered', 'failed']);
});
