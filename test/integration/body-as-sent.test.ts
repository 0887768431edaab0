import { expect, test } from 'vitest';
import { chat, chatPath } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** Numbers that a parse and a print would change, escapes, odd spaces, and a `model` that is not the top one. */
const odd = (model: string): string =>
  [
    '{ "temperature":0.10,"seed": 12345678901234567890, "x":1e400,"y":-0.0,"z":1E+2 ,',
    '"messages":[{"role":"user","content":"\\u4f60\\/ 你 \\"model\\": \\"no\\""}],',
    `"metadata":{"model":"inner","stream":1},\t"model" : ${model}  ,`,
    '"tools":[], "top_p":1.0\n}',
  ].join('\r\n');

test('only the model’s name is changed in a body', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  expect((await chat(core, { body: odd('"active"') })).status).toBe(200);
  expect(alpha.generations()[0]?.body).toBe(odd('"tiny:latest"'));
});

test('a model name is put in as JSON, whatever is in it', async () => {
  const id = 'a "quoted" \\ 模型';
  const alpha = await scope.fake({ models: [{ id }] });
  const core = await scope.core({ upstreams: [alpha] });
  await chat(core, { body: odd('"act\\u0069ve"') });
  expect(alpha.generations()[0]?.body).toBe(odd(JSON.stringify(id)));
});

test('a body that needs no change is not changed', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await chat(core, { body: odd('"tiny:latest"') });
  expect(alpha.generations()[0]?.body).toBe(odd('"tiny:latest"'));
});

test('a body in chunks, cut inside a character, arrives whole', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const bytes = Buffer.from(odd('"active"'));
  const middle = bytes.indexOf(Buffer.from('你')) + 1;
  const body = [bytes.subarray(0, middle), bytes.subarray(middle)];
  expect((await chat(core, { body })).status).toBe(200);
  expect(alpha.generations()[0]?.body).toBe(odd('"tiny:latest"'));
});

test('a client that waits for 100-continue gets it and its answer', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const body = odd('"active"');
  const headers = { expect: '100-continue', 'content-length': String(Buffer.byteLength(body)) };
  const reply = await send({ port: core.port, path: chatPath, headers, body });
  expect(reply.status).toBe(200);
  expect(alpha.generations()[0]?.body).toBe(odd('"tiny:latest"'));
});
