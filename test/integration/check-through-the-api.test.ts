import { readFileSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { loadedModel, startChecked } from '../support/check.ts';
import { exemplary } from '../support/conduct/conduct.ts';
import { conducts } from '../support/conduct/index.ts';
import { corePorts, writeSettings } from '../support/core-ports.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const context = { signal: new AbortController().signal, emit: () => undefined };
const startOllama = () => startChecked(scope, { dialect: 'ollama', conduct: conducts.ollama });

test('a check tells its progress, and the report is what it told', async () => {
  const { check, events } = await startOllama();
  const report = await check('quick');
  const running = events.filter((event) => event.type === 'running');
  expect(running.map(({ id }) => id)).toEqual(report.checks.map(({ id }) => id));
  expect(running.map(({ done }) => done)).toEqual(running.map((_event, at) => at));
  expect(new Set(running.map(({ of }) => of))).toEqual(new Set([report.checks.length]));
  expect(events.flatMap((event) => (event.type === 'result' ? [event.result] : []))).toEqual(report.checks);
});

test('a report knows what was checked, and is dated', async () => {
  const { fake, check, clock } = await startOllama();
  expect(await check('full')).toMatchObject({
    address: fake.url,
    serverName: 'alpha',
    kind: 'ollama',
    model: 'tiny:latest',
    modelType: 'chat',
    depth: 'full',
    checkedAt: clock.now(),
    verdict: 'works',
  });
});

test('the newest report of a model is kept, for the next start too, and its verdict is in the state', async () => {
  const { fake, core, check } = await startOllama();
  expect(await core.api.calls.getCheckReport({ server: 'alpha', model: 'tiny:latest' })).toBeNull();
  await check('quick');
  const report = await check('full');
  expect(await core.api.calls.getCheckReport({ server: 'alpha', model: 'tiny:latest' })).toEqual(report);
  expect(await core.api.calls.getCheckReport({ server: fake.url, model: 'tiny' })).toEqual(report);
  const summary = { model: 'tiny:latest', verdict: 'works', depth: 'full', checkedAt: report.checkedAt };
  expect(core.core.state().upstreams[0]?.verdicts).toEqual([{ ...summary, serverVersion: '0.32.15' }]);
  const path = join(core.dataDir, 'checks.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = createCore(await corePorts({ dataDir: core.dataDir }));
  expect(again.state().upstreams[0]?.verdicts).toMatchObject([summary]);
  await again.stop(0);
});

test('whoever watches the state is told of a new verdict', async () => {
  const { core, check, clock } = await startOllama();
  const told: number[] = [];
  const stop = core.api.feeds.state(({ upstreams }) => told.push(upstreams[0]?.verdicts.length ?? 0));
  clock.advance(60_000);
  expect(told.at(-1)).toBe(0);
  await check('quick');
  clock.advance(60_000);
  expect(told.at(-1)).toBe(1);
  stop();
});

test('the key is sent, and stands in no report and no file of reports', async () => {
  const key = 'sk-very-secret';
  const { fake, core, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary, key });
  const report = await check('full');
  expect(report.verdict).toBe('works');
  expect(fake.generations().every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
  expect(JSON.stringify(report)).not.toContain('very-secret');
  expect(readFileSync(join(core.dataDir, 'checks.json'), 'utf8')).not.toContain('very-secret');
});

test('requests go as DB-GPT’s client sends them', async () => {
  const { fake, check } = await startOllama();
  await check('full');
  const stream = fake.generations().map(({ body, headers }) => ({ headers, body }))[1];
  expect(stream?.headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
  expect(Object.keys(JSON.parse(stream?.body ?? '{}') as object)).toEqual([
    'messages',
    'model',
    'max_tokens',
    'stream',
    'temperature',
  ]);
});

test('a bare address is checked, and is neither listed nor known afterwards', async () => {
  const { fake, clock } = await startOllama();
  const core = await scope.core({ clock });
  const report = await core.api.jobs.check({ server: `${fake.url}/v1`, depth: 'quick' }, context);
  expect(report).toMatchObject({ serverName: `${fake.url}/v1`, kind: 'ollama', verdict: 'works' });
  expect(core.core.state().upstreams.filter(({ kind }) => kind !== 'demo')).toEqual([]);
  const kept = await core.api.calls.getCheckReport({ server: fake.url, model: 'tiny:latest' });
  expect(kept?.verdict).toBe('works');
});

test('a core that does not run checks a server, and asks no other', async () => {
  const clock = createFakeClock();
  const asked = await scope.fake({ dialect: 'openai', conduct: exemplary, models: [loadedModel], clock });
  const other = await scope.fake({ mark: 'beta' });
  const ports = await corePorts({ clock });
  scope.later(() => rm(ports.dataDir, { recursive: true, force: true }));
  await writeSettings(ports.dataDir, {
    upstreams: [
      { slug: 'alpha', name: 'Alpha', kind: 'openai-compatible', baseUrl: asked.url },
      { slug: 'beta', name: 'Beta', kind: 'ollama', baseUrl: other.url },
    ],
  });
  const core = createCore(ports);
  scope.later(() => core.stop(0));
  const plan = await core.api.calls.planCheck({ server: 'alpha', depth: 'quick' });
  expect(plan).toMatchObject({ model: 'tiny:latest', requests: 5, obstacle: null });
  for (const server of ['alpha', asked.url]) {
    expect((await core.api.jobs.check({ server, depth: 'quick' }, context)).serverName).toBe('Alpha');
  }
  expect(other.counters.connections).toBe(0);
  expect(readdirSync(ports.dataDir).toSorted()).toEqual(['checks.json', 'settings.json']);
});

test('a report is exported as Markdown and as JSON, in the user’s language', async () => {
  const { core, check } = await startOllama();
  await check('full');
  const of = (format: 'markdown' | 'json') =>
    core.api.calls.exportCheckReport({ server: 'alpha', model: 'tiny:latest', format });
  const markdown = await of('markdown');
  expect(markdown.fileName).toBe('modeltray-check-alpha-tiny-latest-2026-11-21.md');
  expect(markdown.text).toContain('# API check of tiny:latest at alpha: works');
  expect(markdown.text).toMatch(/### Error: prompt too long[^]*nothing said so[^]*"max\\?_tokens":1/);
  const json = await of('json');
  expect(json.fileName).toBe('modeltray-check-alpha-tiny-latest-2026-11-21.json');
  expect(JSON.parse(json.text)).toMatchObject({ verdict: 'works', spent: { estimated: true } });
  await core.api.calls.updateSettings({ window: { language: 'zh-CN' } });
  expect((await of('markdown')).text).toContain('接口验证：可用');
});

const rejects: [what: string, server: (url: string) => string, model: string | undefined, code: string][] = [
  ['a slug that nobody has', () => 'nobody', undefined, 'upstream_not_found'],
  ['no address', () => 'not an address', undefined, 'bad_address'],
  ['an address where nothing answers', () => 'http://127.0.0.1:9', undefined, 'upstream_unreachable'],
  ['a model that it does not have', (url) => url, 'tyny', 'model_unknown'],
];

test.each(rejects)('%s is said before anything is sent', async (_what, server, model, code) => {
  const { fake, core } = await startOllama();
  const input = {
    server: server(fake.url),
    depth: 'quick' as const,
    ...(model === undefined ? {} : { model }),
  };
  await expect(core.api.calls.planCheck(input)).rejects.toMatchObject({ code });
  await expect(core.api.jobs.check(input, context)).rejects.toMatchObject({ code });
  expect(fake.generations()).toEqual([]);
});

test('a model’s name without :latest is the one that is listed', async () => {
  const { core } = await startOllama();
  const plan = await core.api.calls.planCheck({ server: 'alpha', model: 'tiny', depth: 'quick' });
  expect(plan.model).toBe('tiny:latest');
});

test('ourselves are not checked', async () => {
  const { core } = await startOllama();
  const input = { server: core.proxyUrl, depth: 'quick' as const };
  await expect(core.api.jobs.check(input, context)).rejects.toMatchObject({ code: 'own_address' });
});

test('a server that wants another key is no finding', async () => {
  const { fake, core } = await startChecked(scope, {
    dialect: 'openai',
    conduct: exemplary,
    key: 'sk-right',
  });
  fake.setKey('sk-changed');
  core.core.state();
  await expect(
    core.api.jobs.check({ server: fake.url, depth: 'quick', key: 'sk-wrong' }, context),
  ).rejects.toMatchObject({ code: 'upstream_unauthorized' });
  expect(fake.generations()).toEqual([]);
});

test('a server that still loads is no finding', async () => {
  const { fake, core } = await startChecked(scope, { dialect: 'llama-cpp', conduct: exemplary });
  await fake.setFault({ type: 'loading' });
  const thrown = await core.api.jobs
    .check({ server: 'alpha', depth: 'quick' }, context)
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'model_not_loaded' });
  const text = thrown instanceof ModelTrayError ? renderMessage('en', thrown.userMessage) : '';
  expect(text).toBe('alpha is still loading a model. Check it again once it is ready.');
});

test('one server is checked once at a time', async () => {
  const { fake, check } = await startOllama();
  fake.queueFault({ type: 'hang' });
  const first = check('quick');
  await fake.waitFor('generations', 1);
  await expect(check('quick')).rejects.toMatchObject({ code: 'check_running' });
  fake.release();
  expect((await first).verdict).toBe('works');
});

test('a cloud model behind a local server is not asked while the cloud is locked', async () => {
  const models = [{ id: 'big:cloud', remoteHost: 'https://ollama.example.invalid:443' }];
  const { fake, core } = await startChecked(scope, { dialect: 'ollama', conduct: conducts.ollama, models });
  const input = { server: 'alpha', depth: 'quick' as const };
  const open = await core.api.calls.planCheck(input);
  expect(open.effects.map(({ key }) => key)).toEqual(['check.effect.cloud']);
  await core.api.calls.updateSettings({ locks: { noCloud: true } });
  expect((await core.api.calls.planCheck(input)).obstacle?.key).toBe('check.obstacle.locked');
  await expect(core.api.jobs.check(input, context)).rejects.toMatchObject({ code: 'no_upstream' });
  expect(fake.generations()).toEqual([]);
});

test('a report that was never made cannot be exported', async () => {
  const { core } = await startOllama();
  await expect(
    core.api.calls.exportCheckReport({ server: 'alpha', model: 'tiny:latest', format: 'json' }),
  ).rejects.toMatchObject({ code: 'check_not_found' });
});
