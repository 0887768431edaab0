import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import { chat } from '../support/chat.ts';
import { corePorts, writeSettings } from '../support/core-ports.ts';
import { errorOf, send } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('the demo chosen by name is stored nowhere, and gives way to the first real model', async () => {
  const alpha = await scope.fake();
  const core = await scope.core();
  expect(await core.api.calls.useModel({ model: 'demo' })).toMatchObject({ upstream: 'demo' });
  expect(core.core.state().settings.routes).toEqual([]);
  await core.api.calls.addUpstream({ baseUrl: alpha.url, name: 'alpha' });
  expect(core.core.state().active).toMatchObject({ upstream: 'alpha', isDemo: false });
  await expect(core.api.calls.useModel({ model: 'demo' })).rejects.toMatchObject({ code: 'model_unknown' });
});

test('a demo that was off answers as soon as it is wanted', async () => {
  const ports = await corePorts();
  await writeSettings(ports.dataDir, { demo: { mode: 'off' } });
  const core = createCore(ports);
  scope.later(() => core.stop(0));
  await core.start();
  expect((await chat(core.state().proxy)).status).toBe(503);
  await core.api.calls.updateSettings({ demo: { mode: 'auto' } });
  await expect.poll(() => core.state().active?.isDemo).toBe(true);
  expect((await chat(core.state().proxy)).status).toBe(200);
});

test('a demo that only chats says so in the user’s language', async () => {
  const core = await scope.core({ systemLocale: 'zh-CN' });
  const body = { model: 'active', input: 'x' };
  const reply = await send({ port: core.port, path: '/v1/embeddings', body });
  expect(reply.status).toBe(404);
  expect(errorOf(reply).error).toMatchObject({
    code: 'endpoint_not_available',
    message: expect.stringContaining('向量模型') as string,
  });
});
