import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { chat, chatAs, chatPath, chatStream, openChatStream, streamQuestion } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('100 requests at once, streams and answers mixed, each get their own whole answer', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? chat(core) : chatStream(core))),
  );
  const sent = new Set(alpha.exchanges.map((exchange) => exchange.sent().toString()));
  expect(sent.size).toBe(100);
  for (const { status, text, isComplete } of replies) {
    expect(status).toBe(200);
    expect(isComplete).toBe(true);
    expect(sent.delete(text)).toBe(true);
  }
});

test('a client that does not read holds its server back instead of filling memory', async () => {
  const big = 'x'.repeat(64 * 1024);
  const alpha = await scope.fake({ tokens: Array.from({ length: 500 }, () => big) });
  const beta = await scope.fake({ mark: 'beta' });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const slow = connect(core.port, '127.0.0.1').pause();
  scope.later(() => void slow.destroy());
  const body = JSON.stringify(streamQuestion);
  slow.write(`POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n`);
  slow.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  await alpha.waitFor('generations', 1);
  for (let other = 0; other < 60; other += 1) await chatAs(core, 'beta/tiny:latest');
  expect(alpha.exchanges[0]?.pendingBytes()).toBeGreaterThan(8 * 1024 * 1024);
  let received = 0;
  slow.on('data', (piece) => (received += piece.length)).resume();
  await new Promise((resolve) => slow.once('close', resolve));
  expect(received).toBeGreaterThan(alpha.exchanges[0]?.sent().length ?? Infinity);
});

test('the traffic in the state counts what runs and what was done', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await openChatStream(core);
  expect(core.core.state().upstreams.find(({ slug }) => slug === 'alpha')?.inFlight).toBe(1);
  alpha.release();
  await reply.done;
  await alpha.waitUntil('the answer to be over', ({ open }) => open === 0);
  const { rows } = await core.api.calls.listRequests({ limit: 10 });
  expect(rows[0]).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    upstream: 'alpha',
    model: 'tiny:latest',
    requestedModel: 'active',
    outcome: 'answered',
    status: 200,
    isStream: true,
    attempts: 1,
    tokensOut: expect.any(Number) as number,
    tokensEstimated: true,
  });
});
