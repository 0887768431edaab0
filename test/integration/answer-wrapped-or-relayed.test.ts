import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import type { Fault } from '../support/fake-script.ts';
import { errorOf } from '../support/http-client.ts';
import type { Reply } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function answerWith(fault: Fault): Promise<{ reply: Reply; sent: string }> {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault(fault);
  const reply = await chat(core);
  return { reply, sent: alpha.exchanges[0]?.sent().toString() ?? '' };
}

const relayed: [fault: Fault, status: number][] = [
  [{ type: 'status', status: 400, message: 'context length exceeded' }, 400],
  [{ type: 'model-not-found' }, 404],
  [{ type: 'status', status: 422 }, 422],
];

for (const [fault, status] of relayed) {
  test(`a server’s own ${status} in the OpenAI shape is relayed as sent`, async () => {
    const { reply, sent } = await answerWith(fault);
    expect(reply.status).toBe(status);
    expect(reply.text).toBe(sent);
    expect(reply.headers['x-modeltray-upstream']).toBe('alpha');
  });
}

test('a server’s 429 is relayed with the time to wait', async () => {
  const { reply, sent } = await answerWith({ type: 'rate-limited', retryAfterSeconds: 12 });
  expect(reply).toMatchObject({ status: 429, text: sent });
  expect(reply.headers['retry-after']).toBe('12');
  expect(reply.headers['x-should-retry']).not.toBe('false');
});

const wrapped: [what: string, fault: Fault, code: string, said: RegExp][] = [
  [
    '200 with an error object',
    { type: 'error-in-200', message: 'crashed' },
    'upstream_bad_answer',
    /crashed/,
  ],
  ['500', { type: 'status', status: 500, message: 'cuda' }, 'upstream_bad_answer', /cuda/],
  ['HTML with 200', { type: 'html' }, 'upstream_bad_answer', /HTML/],
  ['401', { type: 'unauthorized' }, 'upstream_unauthorized', /key/],
  ['403', { type: 'status', status: 403 }, 'upstream_unauthorized', /key/],
  ['an answer that breaks off', { type: 'cut', afterChunks: 1 }, 'upstream_bad_answer', /alpha/],
  ['a redirect', { type: 'redirect', location: 'http://127.0.0.1:1/v1/x' }, 'upstream_bad_answer', /307/],
];

for (const [what, fault, code, said] of wrapped) {
  test(`${what} is 502 in our words, with the server named and quoted`, async () => {
    const { reply } = await answerWith(fault);
    expect(reply.status).toBe(502);
    const { error, src } = errorOf(reply);
    expect(src).toBe('modeltray');
    expect(error.code).toBe(code);
    expect(error.message).toContain('alpha');
    expect(error.message).toMatch(said);
    expect(error.type).toBe('upstream_error');
    expect(error.param).toBeNull();
    expect(reply.headers['x-should-retry']).toBe('false');
    expect(reply.headers.location).toBeUndefined();
  });
}

test('a 4xx that no OpenAI client can read is wrapped', async () => {
  const alpha = await scope.fake({ dialect: 'vllm' });
  const core = await scope.core({ upstreams: [alpha] });
  const reply = await chat(core, { path: '/v1/unheard-of', body: { model: 'tiny:latest' } });
  expect(reply.status).toBe(502);
  expect(errorOf(reply).error.message).toContain('Not Found');
});

test('a server that is down is 502 with its address and what to do', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'refuse' });
  const { error } = errorOf(await chat(core));
  expect(error.code).toBe('upstream_unreachable');
  expect(error.message).toContain(`127.0.0.1:${alpha.port}`);
  await alpha.setFault(null);
  expect((await chat(core)).status).toBe(200);
});

test('a server that compresses all the same is decoded', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'gzip' });
  for (const body of [
    { model: 'active', messages: [] },
    { model: 'active', messages: [], stream: true },
  ]) {
    const reply = await chat(core, { body });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(reply.text).toContain('alpha');
    expect(reply.isComplete).toBe(true);
  }
});

test('a wrong key at the server is told without the key', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-right' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-right' } });
  alpha.setKey('sk-changed');
  const reply = await chat(core);
  expect(errorOf(reply).error.code).toBe('upstream_unauthorized');
  expect(reply.text).not.toContain('sk-right');
});
