import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPanel } from '../../main/panel/server.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { AskReport, ProbeReport, SaveReport } from '../../shared/api.ts';
import type { ExportReport } from '../../shared/exports.ts';
import { silentLog } from '../../shared/ports.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { send } from '../support/http-client.ts';
import type { Reply } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface Panel {
  post(path: string, body: object, token?: string | null): Promise<Reply>;
  call<Result>(name: string, input?: object): Promise<Result>;
  token: string;
}

async function openPanel({ core }: RunningCore): Promise<Panel> {
  const panel = createPanel({ core, port: 0, pagesDir: null, log: silentLog });
  const { port, token: own } = await panel.start();
  scope.later(() => panel.stop());
  const post = (path: string, body: object, token: string | null = own): Promise<Reply> =>
    send({ port, path, body, headers: token === null ? {} : { authorization: `Bearer ${token}` } });
  return {
    post,
    token: own,
    async call<Result>(name: string, input: object = {}) {
      const reply = await post(`/api/call/${name}`, input);
      if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text}`);
      return (JSON.parse(reply.text) as { result: Result }).result;
    },
  };
}

/** The lines of a job: its events, and its result at the end. */
function linesOf(reply: Reply): Record<string, unknown>[] {
  return reply.text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a person connects a server, chooses a model, asks it and exports, all through the panel’s API', async () => {
  const alpha = await scope.fake({ models: [{ id: 'qwen3:8b' }, { id: 'llama3:latest' }] });
  const core = await scope.core();
  const panel = await openPanel(core);

  const seen = await panel.call<ProbeReport>('probeAddress', { baseUrl: alpha.url });
  expect(seen).toMatchObject({ kind: 'ollama', health: 'healthy' });
  const added = await panel.call<UpstreamState>('addUpstream', { baseUrl: alpha.url, name: 'My Ollama' });
  expect(added).toMatchObject({ slug: 'my-ollama', name: 'My Ollama', modelCount: 2 });

  await panel.call('useModel', { model: 'my-ollama/llama3:latest' });
  const state = await panel.call<AppState>('getState');
  expect(state.active).toMatchObject({
    upstream: 'my-ollama',
    model: 'llama3:latest',
    chosen: 'user',
    isDemo: false,
  });

  const lines = linesOf(await panel.post('/api/job/ask', { prompt: 'Are you there?' }));
  const text = lines.map(({ event }) => (event as { text?: string } | undefined)?.text ?? '').join('');
  expect(text).toBe('alpha says hello 你好!');
  const report = lines.at(-1)?.result as AskReport;
  expect(report).toMatchObject({ upstream: 'my-ollama', model: 'llama3:latest', isDemo: false });
  expect(report.totalMs).toBeGreaterThanOrEqual(report.firstTokenMs);
  expect(alpha.generations()[0]?.body).toContain('Are you there?');

  const shown = await panel.call<ExportReport>('renderExport', { for: '0.6' });
  expect(shown.text).toContain(`PROXY_SERVER_URL=${core.proxyUrl}/chat/completions`);
  expect(shown.text).toContain('PROXYLLM_BACKEND=active');
  expect(shown.isMasked).toBe(true);
  expect(shown.text).not.toContain(core.localKey);

  const saved = await panel.call<SaveReport>('saveExport', { for: '0.6', folder: core.dataDir });
  expect(saved).toEqual({ path: join(core.dataDir, '.env'), wasBeside: false });
  expect(await readFile(saved.path, 'utf8')).toContain(`PROXY_API_KEY=${core.localKey}`);

  await writeFile(saved.path, 'LLM_MODEL=mine\n');
  const again = await panel.call<SaveReport>('saveExport', { for: '0.6', folder: core.dataDir });
  expect(again).toEqual({ path: join(core.dataDir, '.env.modeltray'), wasBeside: true });
  expect(await readFile(saved.path, 'utf8')).toBe('LLM_MODEL=mine\n');
});

test('the exported lines work as they stand', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha], settings: { proxy: { requireKey: 'always' } } });
  const panel = await openPanel(core);
  const { text } = await panel.call<ExportReport>('renderExport', { for: '0.6', reveal: true });
  const lines = new Map(
    text
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  );
  const url = new URL(lines.get('PROXY_SERVER_URL') ?? '');
  const reply = await send({
    port: Number(url.port),
    path: url.pathname,
    headers: { authorization: `Bearer ${lines.get('PROXY_API_KEY') ?? ''}` },
    body: { model: lines.get('PROXYLLM_BACKEND'), messages: [{ role: 'user', content: 'hi' }] },
  });
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('alpha says hello');
});

test('without its token the API is 401 and leaks nothing', async () => {
  const alpha = await scope.fake({ mark: 'secret-server' });
  const core = await scope.core({ upstreams: [alpha] });
  const panel = await openPanel(core);
  for (const token of [null, 'wrong', panel.token.slice(1)]) {
    for (const path of [
      '/api/call/getState',
      '/api/call/revealLocalKey',
      '/api/job/ask',
      '/api/call/nothing',
    ]) {
      const reply = await panel.post(path, {}, token);
      expect(reply.status, path).toBe(401);
      expect(reply.text).not.toMatch(/secret-server|127\.0\.0\.1/);
      expect(reply.text).not.toContain(core.localKey);
    }
  }
});

test('a save of demo answers is refused until it is wanted', async () => {
  const core = await scope.core({ run: { demo: true } });
  const panel = await openPanel(core);
  const refused = await panel.post('/api/call/saveExport', { for: '0.6', folder: core.dataDir });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('no_real_model');
  const saved = await panel.call<SaveReport>('saveExport', {
    for: '0.6',
    folder: core.dataDir,
    allowDemo: true,
  });
  expect(saved.wasBeside).toBe(false);
});
