import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { chatPath, streamQuestion } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a client that leaves ends the requests too that it sent ahead', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'stall', afterChunks: 2 });
  const core = await scope.core({ upstreams: [alpha] });
  const body = JSON.stringify(streamQuestion);
  const request = `POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const socket = connect({ port: core.port, host: '127.0.0.1' });
  socket.write(request + request);
  await alpha.waitFor('generations', 2);
  socket.destroy();
  await alpha.waitFor('aborted', 2);
  await eventually(() => core.core.state().traffic.inFlight === 0);
  expect(alpha.counters.requestsAfterAbort).toBe(0);
});
