import { expect, test } from 'vitest';
import { bearer, chat, chatPath, question } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a local key in any script is taken, and the test question sends it', async () => {
  const settings = { proxy: { requireKey: 'always' as const } };
  const core = await scope.core({ upstreams: [await scope.fake()], settings });
  const key = '我的钥匙';
  await core.api.calls.setLocalKey({ key });
  const headers = bearer(Buffer.from(key).toString('latin1'));
  // As bytes: a text body would make Node write the headers as UTF-8 once more.
  const body = [Buffer.from(JSON.stringify(question))];
  expect((await send({ port: core.port, path: chatPath, headers, body })).status).toBe(200);
  const { signal } = new AbortController();
  const asking = core.api.jobs.ask({ prompt: 'hello', model: 'active' }, { signal, emit: () => undefined });
  expect(await asking).toMatchObject({ upstream: 'alpha' });
});

test('a model’s id may hold any letter', async () => {
  const id = '小模型🚀';
  const core = await scope.core({ upstreams: [await scope.fake({ dialect: 'openai', models: [{ id }] })] });
  const { status, headers } = await chat(core);
  expect(status).toBe(200);
  expect(decodeURIComponent(String(headers['x-modeltray-model']))).toBe(id);
  expect(headers['x-modeltray-decision']).toMatch(/^[\x20-\x7e]{1,256}$/);
});
