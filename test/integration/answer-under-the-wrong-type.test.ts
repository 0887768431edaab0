import { beforeEach, expect, test } from 'vitest';
import { chat, chatStream } from '../support/chat.ts';
import { eventsOf, jsonOf, streamedText } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const whole = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'tiny:latest',
  choices: [{ index: 0, message: { role: 'assistant', content: 'said at once' }, finish_reason: 'stop' }],
};
let core: RunningCore;

beforeEach(async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'body', text: JSON.stringify(whole), contentType: 'text/event-stream' });
  core = await scope.core({ upstreams: [alpha] });
});

test('a whole answer under the type of a stream is one, and is told as JSON', async () => {
  const reply = await chat(core);
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(jsonOf(reply)).toEqual(whole);
});

test('and becomes a stream where one was asked for', async () => {
  const reply = await chatStream(core);
  expect(reply.headers['content-type']).toBe('text/event-stream');
  expect(streamedText(reply.text)).toBe('said at once');
  expect(eventsOf(reply.text).at(-1)).toBe('[DONE]');
});
