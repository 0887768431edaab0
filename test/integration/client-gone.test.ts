import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { chatPath, question, streamQuestion } from '../support/chat.ts';
import type { Fault } from '../support/fake-script.ts';
import { start } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** Where the answer stands when its client leaves. */
const phases: [what: string, body: object, fault: Fault, seen: string | null][] = [
  ['a stream before its headers', streamQuestion, { type: 'hang' }, null],
  ['a stream after the server’s headers', streamQuestion, { type: 'hang-after-headers' }, null],
  ['a stream in its middle', streamQuestion, { type: 'stall', afterChunks: 2 }, ' says'],
  ['an answer before its headers', question, { type: 'hang' }, null],
  ['an answer after the server’s headers', question, { type: 'hang-after-headers' }, null],
  ['an answer in its middle', question, { type: 'stall', afterChunks: 1 }, null],
];

for (const [what, body, fault, seen] of phases) {
  test(`a client that leaves ${what} closes the connection to the server`, async () => {
    const alpha = await scope.fake();
    const core = await scope.core({ upstreams: [alpha] });
    await alpha.setFault(fault);
    const pending = start({ port: core.port, path: chatPath, body });
    await alpha.waitFor('generations', 1);
    if (seen !== null) await (await pending.answered).waitForText(seen);
    pending.abort();
    await alpha.waitFor('aborted', 1);
    expect(alpha.counters).toMatchObject({ open: 0, generations: 1, requestsAfterAbort: 0 });
  });
}

test('a client that left is in the list as cancelled, and its server stays usable', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  alpha.queueFault({ type: 'hang' });
  const pending = start({ port: core.port, path: chatPath, body: streamQuestion });
  await alpha.waitFor('generations', 1);
  const listed = new Promise<void>((resolve) => {
    const off = core.api.feeds.requests(({ added }) => {
      if (added.length === 0) return;
      off();
      resolve();
    });
    scope.later(off);
  });
  pending.abort();
  await listed;
  const { rows } = await core.api.calls.listRequests({ limit: 1 });
  expect(rows[0]).toMatchObject({ outcome: 'cancelled', status: 499, upstream: 'alpha' });
  const next = start({ port: core.port, path: chatPath, body: question });
  expect((await (await next.answered).done).status).toBe(200);
});

test('a client that leaves while it still sends reaches no server', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const half = connect(core.port, '127.0.0.1');
  half.write(
    `POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"model":"active",`,
  );
  await new Promise((resolve) => half.once('connect', resolve));
  half.resetAndDestroy();
  const next = start({ port: core.port, path: chatPath, body: question });
  expect((await (await next.answered).done).status).toBe(200);
  expect(alpha.generations()).toHaveLength(1);
});
