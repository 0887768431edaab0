import { expect, test } from 'vitest';
import { chat, openChatStream } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('20 switches with 20 streams open: each stream ends where it began, each next request goes on', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta' });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const streams: { mark: string; reply: Awaited<ReturnType<typeof openChatStream>> }[] = [];
  for (let round = 0; round < 20; round += 1) {
    const [fake, other] = round % 2 === 0 ? [alpha, beta] : [beta, alpha];
    await fake.setFault({ type: 'stall', afterChunks: 2 });
    const reply = await openChatStream(core);
    await reply.waitForText(' says');
    await fake.setFault(null);
    streams.push({ mark: fake.mark, reply });
    await core.api.calls.useModel({ model: `${other.mark}/tiny:latest` });
    expect((await chat(core)).headers['x-modeltray-upstream']).toBe(other.mark);
  }
  expect(alpha.counters.open + beta.counters.open).toBe(20);
  alpha.release();
  beta.release();
  for (const { mark, reply } of streams) {
    const { text, isComplete, headers } = await reply.done;
    expect(isComplete).toBe(true);
    expect(headers['x-modeltray-upstream']).toBe(mark);
    expect(text).toContain(`"content":"${mark}"`);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('"error"');
  }
});

test('settings that change while streams run break none of them', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await openChatStream(core);
  await core.api.calls.updateSettings({ proxy: { requireKey: 'always', unknownModel: 'not-found' } });
  await core.api.calls.removeUpstream({ slug: 'alpha' });
  alpha.release();
  const { text } = await reply.done;
  expect(text).toBe(alpha.exchanges[0]?.sent().toString());
});
