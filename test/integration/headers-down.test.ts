import { expect, test } from 'vitest';
import { chat, chatStream } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('cookies, hop-by-hop headers and anything in our name are dropped from an answer', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({
    type: 'headers',
    headers: {
      'set-cookie': ['a=1', 'b=2'],
      'x-modeltray-upstream': 'evil',
      'x-modeltray-else': 'evil',
      connection: 'keep-alive, X-Hop',
      'x-hop': 'named by Connection',
      'proxy-authenticate': 'Basic',
      'x-ratelimit-remaining': '7',
    },
  });
  const core = await scope.core({ upstreams: [alpha] });
  for (const reply of [await chat(core), await chatStream(core)]) {
    const { headers } = reply;
    for (const name of ['set-cookie', 'x-modeltray-else', 'x-hop', 'proxy-authenticate']) {
      expect(headers[name], name).toBeUndefined();
    }
    expect(headers['x-modeltray-upstream']).toBe('alpha');
    expect(headers['x-ratelimit-remaining']).toBe('7');
  }
});

test('ours say who answered, with which model, at which attempt and why', async () => {
  const id = '模型 7b:latest';
  const alpha = await scope.fake({ models: [{ id }] });
  const core = await scope.core({ upstreams: [alpha] });
  const ids = new Set<string>();
  for (const reply of [await chat(core), await chatStream(core)]) {
    const { headers } = reply;
    expect(headers['x-modeltray-upstream']).toBe('alpha');
    expect(headers['x-modeltray-model']).toBe(encodeURIComponent(id));
    expect(headers['x-modeltray-attempts']).toBe('1');
    expect(headers['x-modeltray-decision']).toMatch(/^[\x20-\x7e]{1,256}$/);
    ids.add(String(headers['x-modeltray-request-id']));
  }
  expect(ids.size).toBe(2);
});

test('errors carry the request id too', async () => {
  const core = await scope.core();
  const { headers } = await chat(core, { body: 'not json' });
  expect(headers['x-modeltray-request-id']).toMatch(/\S/);
});

test('errors say who was asked last, how often anybody was, and why; where nobody was, they do not', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'refuse' });
  const asked = await chat(core);
  expect(asked.status).toBe(502);
  expect(asked.headers).toMatchObject({
    'x-modeltray-upstream': 'alpha',
    'x-modeltray-attempts': expect.stringMatching(/^[1-9]$/) as string,
    'x-modeltray-decision': expect.stringMatching(/^[\x20-\x7e]{1,256}$/) as string,
  });
  const unasked = await chat(core, { body: 'not json' });
  expect(unasked.headers['x-modeltray-attempts']).toBeUndefined();
});

test('the content type of an answer is the server’s own', async () => {
  const alpha = await scope.fake({ dialect: 'llama-cpp' });
  const core = await scope.core({ upstreams: [alpha] });
  expect((await chat(core)).headers['content-type']).toBe('application/json; charset=utf-8');
  expect((await chatStream(core)).headers['content-type']).toBe('text/event-stream');
});
