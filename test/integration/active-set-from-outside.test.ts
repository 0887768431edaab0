import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPanel } from '../../main/panel/server.ts';
import { silentLog } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { chat } from '../support/chat.ts';
import { jsonOf, send } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function startTwo(): Promise<RunningCore> {
  return scope.core({ upstreams: [await scope.fake(), await scope.fake({ mark: 'beta' })] });
}

test('PUT /api/active moves the next request, by each kind of name', async () => {
  const core = await startTwo();
  const panel = createPanel({ core: core.core, port: 0, pagesDir: null, log: silentLog });
  const { port, token } = await panel.start();
  scope.later(() => panel.stop());
  await core.api.calls.setAlias({ alias: 'team', target: { upstream: 'beta', model: 'tiny:latest' } });
  const put = (model: string) =>
    send({
      port,
      path: '/api/active',
      method: 'PUT',
      body: { model },
      headers: { authorization: `Bearer ${token}` },
    });
  const answered = async () => (await chat(core)).headers['x-modeltray-upstream'];

  for (const [name, upstream] of [
    ['beta/tiny:latest', 'beta'],
    ['alpha', 'alpha'],
    ['team', 'beta'],
    ['alpha/tiny', 'alpha'],
  ] as const) {
    const reply = await put(name);
    expect([reply.status, jsonOf(reply)]).toEqual([200, { upstream, model: 'tiny:latest' }]);
    expect(await answered()).toBe(upstream);
  }
  const unknown = await put('tiny:lat');
  expect([unknown.status, unknown.text]).toMatchObject([404, expect.stringContaining('tiny:latest')]);
  expect(await answered()).toBe('alpha');
});

test('an edit of the settings file moves the active model as well', async () => {
  const core = await startTwo();
  const path = join(core.dataDir, 'settings.json');
  const settings = JSON.parse(await readFile(path, 'utf8')) as Settings;
  const routes = [
    {
      alias: 'active',
      chosen: 'user',
      pools: [{ candidates: [{ upstream: 'beta', model: 'tiny:latest' }] }],
    },
  ];
  await writeFile(path, JSON.stringify({ ...settings, routes }));
  await expect.poll(() => core.core.state().active?.upstream, { timeout: 10_000 }).toBe('beta');
  expect((await chat(core)).headers['x-modeltray-upstream']).toBe('beta');
});
