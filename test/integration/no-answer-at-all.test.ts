import { expect, test } from 'vitest';
import { chat, chatStream } from '../support/chat.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test.each([
  ['nothing', '', 'answered with nothing'],
  ['plain text', 'OK', '"OK"'],
])('a 200 with %s is no answer to a chat, streamed or not', async (_what, body, quoted) => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const stream of [false, true]) {
    await alpha.setFault({ type: 'body', text: body });
    const answer = await (stream ? chatStream(core) : chat(core));
    expect(answer.status).toBe(502);
    expect(errorOf(answer).error.code).toBe('upstream_bad_answer');
    expect(errorOf(answer).error.message).toContain(quoted);
  }
});
