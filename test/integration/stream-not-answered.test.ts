import { expect, test } from 'vitest';
import { chatStream } from '../support/chat.ts';
import type { Fault } from '../support/fake-script.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const role =
  'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n';
const nullContent = role.replace('""', 'null');
const failure = 'data: {"error":{"message":"alpha: out of memory"}}\n\n';

/** What looks like an answer at first and holds no content: the client must get a status, not a stream. */
const failures: [what: string, fault: Fault, said: RegExp][] = [
  ['an error event at once', { type: 'error-first-event', message: 'no slot' }, /no slot/],
  ['an error after the role', { type: 'events', chunks: [role, failure] }, /out of memory/],
  ['an error after a null content', { type: 'events', chunks: [nullContent + failure] }, /out of memory/],
  ['an error after comments', { type: 'events', chunks: [':\n\n', failure] }, /out of memory/],
  ['a named error event', { type: 'events', chunks: [`event: error\n${failure}`] }, /out of memory/],
  ['an error as text', { type: 'events', chunks: ['data: {"error":"alpha: gone"}\n\n'] }, /gone/],
  ['an error as JSON with 200', { type: 'error-in-200', message: 'model crashed' }, /model crashed/],
  [
    'an error as JSON under the type of a stream',
    { type: 'body', text: '{"error":{"message":"bad gpu"}}', contentType: 'text/event-stream' },
    /bad gpu/,
  ],
  [
    'HTML under the type of a stream',
    { type: 'body', text: '<!doctype html><p>', contentType: 'text/event-stream' },
    /HTML/,
  ],
  ['HTML with 200', { type: 'html' }, /HTML/],
  ['HTML with 502', { type: 'html', status: 502 }, /HTML/],
  ['500', { type: 'status', status: 500, message: 'cuda' }, /cuda/],
  ['nothing at all', { type: 'end-early', afterChunks: 0 }, /alpha/],
  ['a cut before the content', { type: 'cut', afterChunks: 0 }, /alpha/],
];

for (const [what, fault, said] of failures) {
  test(`${what} is 502 with the server named, not a stream`, async () => {
    const alpha = await scope.fake();
    await alpha.setFault(fault);
    const core = await scope.core({ upstreams: [alpha] });
    const reply = await chatStream(core);
    expect(reply.status).toBe(502);
    expect(reply.headers['content-type']).toContain('application/json');
    expect(reply.headers['x-should-retry']).toBe('false');
    const { error, src } = errorOf(reply);
    expect(src).toBe('modeltray');
    expect(error.code).toMatch(/^upstream_(bad_answer|unreachable)$/);
    expect(error.message).toContain('alpha');
    expect(error.message).toMatch(said);
  });
}

test('the role event of a stream that then fails is dropped with it', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'events', chunks: [role, failure] });
  const core = await scope.core({ upstreams: [alpha] });
  expect((await chatStream(core)).text).not.toContain('assistant');
});
