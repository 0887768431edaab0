import { chmod, mkdir, mkdtemp, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { Api, CallInput } from '../../shared/api.ts';
import { calls } from '../../shared/api.ts';
import type { ExportPlan, WrittenExport } from '../../shared/exports.ts';
import { modelIn } from '../support/chat.ts';
import { corePorts } from '../support/core-ports.ts';
import { loadEnv, startEmbedding, startWorker } from '../support/dbgpt-env.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const template = '# mine\r\nLLM_MODEL=glm-4-9b-chat\r\nPROXY_API_KEY={your-openai-sk}\r\nOTHER=1';

async function oldDbgpt(env: string | null = template): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  await mkdir(join(folder, 'dbgpt'));
  await writeFile(join(folder, 'dbgpt/_version.py'), 'version = "0.6.3"\n');
  if (env !== null) await writeFile(join(folder, '.env'), env);
  return folder;
}

type PlanInput = CallInput<'planExport'>;
const plan = (api: Api, input: PlanInput): Promise<ExportPlan> =>
  api.calls.planExport(calls.planExport.input.parse(input));

/** What a shell does: plan, show, and write what was shown. */
async function write(api: Api, input: PlanInput, seen?: ExportPlan): Promise<WrittenExport> {
  const { files } = seen ?? (await plan(api, input));
  const looked = files.map((file) => ({ path: file.path, ...file.seen }));
  return api.calls.writeExport(calls.writeExport.input.parse({ ...input, seen: looked }));
}

async function askAsDbgpt(core: RunningCore, path: string): Promise<string> {
  const worker = startWorker(loadEnv(await readFile(path, 'utf8')));
  const client = new OpenAI({ baseURL: worker.baseUrl, apiKey: worker.apiKey });
  const answer = await client.chat.completions.create({
    model: worker.model,
    messages: [{ role: 'user', content: 'Hello' }],
  });
  expect(worker.apiKey).toBe(core.localKey);
  return answer.choices[0]?.message.content ?? '';
}

test('planned, written, asked through, given back: the bytes are the old ones and nothing is left', async () => {
  const alpha = await scope.fake();
  const embedding = { upstream: alpha, model: 'tiny-embed' };
  const core = await scope.core({ upstreams: [alpha], embedding });
  const { api } = core;
  const folder = await oldDbgpt();
  const path = join(folder, '.env');

  const planned = await plan(api, { for: '0.6', folder });
  expect(planned).toMatchObject({ version: '0.6.3', variant: 'local', files: [{ path, isChanged: true }] });
  expect(JSON.stringify(planned)).not.toContain(core.localKey);
  expect(await readFile(path, 'utf8')).toBe(template);

  const written = await write(api, { for: '0.6', folder }, planned);
  expect(written.files).toEqual([{ path, isChanged: true, backup: `${path}.before-modeltray` }]);
  expect(await askAsDbgpt(core, path)).toContain('alpha says');
  expect(startEmbedding(loadEnv(await readFile(path, 'utf8')))?.model).toBe('alpha/tiny-embed');
  expect(await readFile(path, 'utf8')).toMatch(/^# mine\r\nLLM_MODEL=proxyllm\r\nPROXY_API_KEY=sk-/);

  const { exports } = await api.calls.listExports({});
  expect(exports).toMatchObject([{ path, for: '0.6', state: 'as-written' }]);
  expect((await stat(join(core.dataDir, 'exports.json'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(core.dataDir, 'exports.json'), 'utf8')).not.toContain(core.localKey);

  expect(await write(api, { for: '0.6', folder })).toMatchObject({ files: [{ isChanged: false }] });
  const undone = await api.calls.undoExport({ id: exports[0]?.id ?? '', force: false });
  expect(undone).toEqual({ undone: [{ path, wasNew: false }], kept: [] });
  expect(await readFile(path, 'utf8')).toBe(template);
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'dbgpt']);
  expect((await api.calls.listExports({})).exports).toEqual([]);
});

test('what was written is known after a restart, and everything is put back at once', async () => {
  const ports = await corePorts();
  const first = createCore(ports);
  await first.api.calls.addUpstream({ baseUrl: (await scope.fake()).url, name: 'alpha' });
  const [one, two, fresh] = [await oldDbgpt(), await oldDbgpt('A=1\n'), await oldDbgpt(null)];
  for (const folder of [one, two, fresh])
    await write(first.api, { for: '0.6', models: ['alpha/tiny:latest'], folder });
  await first.stop(0);
  await writeFile(join(two, '.env'), 'changed by somebody\n');

  const { calls: later } = createCore(ports).api;
  const { exports } = await later.listExports({});
  expect(new Set(exports.map(({ path, state }) => `${path} ${state}`))).toEqual(
    new Set([
      `${join(one, '.env')} as-written`,
      `${join(two, '.env')} changed`,
      `${join(fresh, '.env')} as-written`,
    ]),
  );
  const report = await later.undoExport({ all: true, force: false });
  expect(report.undone).toHaveLength(2);
  expect(report.kept).toMatchObject([
    { path: join(two, '.env'), reason: { key: 'error.file_changed.undo' } },
  ]);
  expect(await readFile(join(one, '.env'), 'utf8')).toBe(template);
  expect(await readdir(fresh)).toEqual(['dbgpt']);
  expect(await readFile(join(two, '.env'), 'utf8')).toBe('changed by somebody\n');
  expect(await later.undoExport({ all: true, force: true })).toMatchObject({ undone: [{}], kept: [] });
  expect(await readFile(join(two, '.env'), 'utf8')).toBe('A=1\n');
  await expect(later.undoExport({ id: 'gone', force: false })).rejects.toMatchObject({
    code: 'export_not_found',
  });
});

test('a file or a plan that changed since it was looked at is not written', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const folder = await oldDbgpt();
  const path = join(folder, '.env');
  const planned = await plan(core.api, { for: '0.6', folder });
  await writeFile(path, 'MINE=2\n');
  await expect(write(core.api, { for: '0.6', folder }, planned)).rejects.toMatchObject({
    code: 'file_changed',
    userMessage: { key: 'error.file_changed' },
  });
  expect(await readFile(path, 'utf8')).toBe('MINE=2\n');
  const again = await plan(core.api, { for: '0.6', folder });
  await core.api.calls.setLocalKey({ key: 'another' });
  await expect(write(core.api, { for: '0.6', folder }, again)).rejects.toMatchObject({
    code: 'file_changed',
    userMessage: { key: 'error.file_changed.plan' },
  });
  expect(await readFile(path, 'utf8')).toBe('MINE=2\n');
});

test('several models in one TOML: each is asked for under its own name', async () => {
  const alpha = await scope.fake({ models: [{ id: 'tiny:latest' }, { id: 'big:7b@q4' }] });
  const core = await scope.core({ upstreams: [alpha] });
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  await write(core.api, { for: '0.7', models: ['active', 'alpha/big:7b@q4'], folder });
  const report = await core.api.calls.judgeConfig({ path: join(folder, 'modeltray.toml') });
  expect(report.lines.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  const text = await readFile(join(folder, 'modeltray.toml'), 'utf8');
  const backends = [...text.matchAll(/^backend = "(.*)"$/gm)].map(([, backend = '']) => backend);
  expect(backends).toEqual(['active', 'alpha/big:7b@q4']);
  const client = new OpenAI({ baseURL: core.proxyUrl, apiKey: core.localKey });
  for (const model of backends)
    await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }] });
  expect(alpha.generations().map(({ body }) => modelIn(body))).toEqual(['tiny:latest', 'big:7b@q4']);
});

test('direct: the server’s address, and its key only on the user’s word', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-alpha' } });
  const { renderExport } = core.api.calls;
  const choice = { for: '0.6' as const, variant: 'direct' as const, models: ['active'], reveal: true };
  const without = await renderExport({ ...choice, withServerKey: false });
  expect(startWorker(loadEnv(without.text))).toMatchObject({
    baseUrl: `${alpha.url}/v1`,
    model: 'tiny:latest',
    apiKey: 'no-key-needed',
  });
  expect(without.warnings.map(({ key }) => key)).toContain('export.warning.serverKeyMissing');
  expect(JSON.stringify(without)).not.toMatch(new RegExp(`sk-alpha|${core.localKey}`));
  const withKey = await renderExport({ ...choice, withServerKey: true });
  expect(startWorker(loadEnv(withKey.text)).apiKey).toBe('sk-alpha');
  const masked = await renderExport({ ...choice, withServerKey: true, reveal: false });
  expect(JSON.stringify(masked)).not.toContain('sk-alpha');
});

test('docker and wsl: another address, the same port', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const { renderExport } = core.api.calls;
  const choice = { for: '0.6' as const, models: ['active'], withServerKey: false, reveal: false };
  const docker = await renderExport({ ...choice, variant: 'docker' });
  expect(docker.text).toContain(`PROXY_API_BASE=http://host.docker.internal:${core.port}/v1`);
  if (process.platform === 'linux')
    expect(docker.warnings.map(({ key }) => key)).toContain('export.warning.dockerListen');
  const wsl = await renderExport({ ...choice, variant: 'wsl', wsl: 'mirrored' });
  expect(wsl.tryIt).toBe(`curl http://127.0.0.1:${core.port}/healthz`);
});

test('models that are none, or that do not chat, are refused with the nearest name', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const folder = await oldDbgpt();
  const tried = (more: Partial<PlanInput>): Promise<ExportPlan> =>
    plan(core.api, { for: '0.6', folder, ...more });
  await expect(tried({ models: ['alpha-tiny'] })).rejects.toMatchObject({
    code: 'model_unknown',
    userMessage: { key: 'error.model_unknown.nearest' },
  });
  await expect(tried({ models: ['alpha/tiny-embed'] })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(tried({ models: ['embedding'] })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(tried({ defaultModel: 'alpha/tiny:latest' })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(tried({ embedding: 'nobody/x' })).rejects.toMatchObject({ code: 'model_unknown' });
  const chosen = await tried({ embedding: 'alpha/tiny-embed', rerank: 'alpha/tiny:latest' });
  expect(chosen.files[0]?.after).toContain('proxy_http_openapi_proxy_backend=alpha/tiny-embed');
  expect(chosen.files[0]?.after).toContain('RERANK_MODEL=rerank_proxy_http_openapi');
  const plain = await tried({ models: ['tiny'] });
  expect(plain.files[0]?.after).toContain('PROXYLLM_BACKEND=alpha/tiny:latest');
  const without = await tried({ embedding: null });
  expect(without.files[0]?.after).not.toContain('EMBEDDING_MODEL');
});

test('demo answers are not written before they are wanted', async () => {
  const core = await scope.core({ run: { demo: true } });
  const folder = await oldDbgpt();
  await expect(write(core.api, { for: '0.6', folder })).rejects.toMatchObject({ code: 'no_real_model' });
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe(template);
  const seen = (await plan(core.api, { for: '0.6', folder })).files.map(({ path, seen: hashes }) => ({
    path,
    ...hashes,
  }));
  const input = calls.writeExport.input.parse({ for: '0.6', folder, seen, allowDemo: true });
  expect(await core.api.calls.writeExport(input)).toMatchObject({
    isDemo: true,
    files: [{ isChanged: true }],
  });
});

test('a list of exports that cannot be read is kept and said', async () => {
  const core = await scope.core({
    upstreams: [await scope.fake()],
    prepare: (dataDir) => writeFile(join(dataDir, 'exports.json'), '{"exports":[{"id":5}]}'),
  });
  expect((await core.api.calls.listExports({})).exports).toEqual([]);
  expect(core.core.state().notices.map(({ text }) => text.key)).toContain('export.notice.journalBroken');
  await write(core.api, { for: '0.6', folder: await oldDbgpt() });
  const names = await readdir(core.dataDir);
  expect(names.some((name) => /^exports\.broken-/.test(name))).toBe(true);
});

test('a read-only file is said before anything else happens to it', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const folder = await oldDbgpt();
  await chmod(join(folder, '.env'), 0o444);
  await expect(write(core.api, { for: '0.6', folder })).rejects.toMatchObject({ code: 'not_writable' });
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'dbgpt']);
});

test('a preview shows the key where it was asked for; what would be written stays the same', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const folder = await oldDbgpt();
  const masked = await plan(core.api, { for: '0.6', folder });
  const shown = await plan(core.api, { for: '0.6', folder, reveal: true });
  expect(JSON.stringify(masked)).not.toContain(core.localKey);
  expect(JSON.stringify(shown.files[0]?.hunks)).toContain(`PROXY_API_KEY=${core.localKey}`);
  expect(shown.files[0]?.seen).toEqual(masked.files[0]?.seen);
});

test('the last choice is kept in a file for this user alone, without any key', async () => {
  const core = await scope.core({});
  expect(await core.api.calls.lastExport({})).toBeNull();
  const choice = { for: '0.7', variant: 'docker', models: ['active'], place: 'copy' } as const;
  await core.api.calls.keepExport(calls.keepExport.input.parse(choice));
  expect(await core.api.calls.lastExport({})).toEqual(choice);
  const path = join(core.dataDir, 'last-export.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const stored = await readFile(path, 'utf8');
  expect(stored).not.toContain(core.localKey);
  await core.api.calls.keepExport(calls.keepExport.input.parse(choice));
  expect(await readFile(path, 'utf8')).toBe(stored);
});
