import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../support/ports.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a folder, its configuration and a running DB-GPT are looked at, and nothing is written', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const folder = join(core.dataDir, 'DB-GPT');
  await mkdir(join(folder, 'dbgpt'), { recursive: true });
  await writeFile(join(folder, 'dbgpt/_version.py'), 'version = "0.6.1"\n');
  const { lookAtDbgpt, judgeConfig } = core.api.calls;
  const look = await lookAtDbgpt({ folder });
  expect(look).toMatchObject({ version: '0.6.1', for: '0.6', files: [{ exists: false }] });
  const path = join(folder, '.env');
  await expect(judgeConfig({ path })).rejects.toMatchObject({ code: 'file_not_found' });
  await expect(lookAtDbgpt({ folder: `${folder}/none` })).rejects.toMatchObject({ code: 'folder_not_found' });

  await writeFile(path, `LLM_MODEL=proxyllm\nPROXY_SERVER_URL=${alpha.url}/v1\nPROXY_API_KEY=sk\n`);
  const report = await judgeConfig({ path });
  expect(report.path).toBe(path);
  expect(report.addresses).toEqual([{ baseUrl: `${alpha.url}/v1`, line: 2, hasKey: true, slug: 'alpha' }]);
  expect(report.lines.find(({ line }) => line === 2)).toMatchObject({
    verdict: 'warning',
    text: { key: 'judge.address.server', params: { server: 'alpha' } },
  });
  const pasted = await judgeConfig({ text: `PROXY_SERVER_URL=${core.proxyUrl}`, kind: 'env', for: '0.7' });
  expect(pasted.lines.map(({ text }) => text.key)).toEqual(
    expect.arrayContaining(['judge.env.newDbgpt', 'judge.address.modeltray']),
  );
  const names = await judgeConfig({
    text: `[[models.llms]]\nname = "m"\nbackend = "alpha/tiny:latest"\napi_base = "${core.proxyUrl}"\napi_key = "k"\n`,
    kind: 'toml',
  });
  expect(names.lines.map(({ text }) => text.key)).toContain('judge.model.known');
});

test('a running DB-GPT is asked on this machine, at the port that the user names', async () => {
  const core = await scope.core();
  expect(await core.api.calls.findDbgpt({ port: await freePort() })).toBeNull();
  // Our own proxy is never taken for one.
  expect(await core.api.calls.findDbgpt({ port: core.port })).toBeNull();
  const server = createServer((req, res) => {
    res.end(req.url === '/api/health' ? '{"status":"ok"}' : '[{"model_name":"modeltray@llm"}]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.later(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  expect(await core.api.calls.findDbgpt({ port })).toEqual({
    url: `http://127.0.0.1:${port}`,
    models: ['modeltray'],
  });
});
