/** Models added to a running DB-GPT through its own API, and taken away again: real core, real sockets. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { Api, CallInput } from '../../shared/api.ts';
import { calls } from '../../shared/api.ts';
import type { DbgptApiLook, DbgptApiPlan, DbgptApiRemoved, DbgptApiReport } from '../../shared/dbgpt-api.ts';
import { corePorts } from '../support/core-ports.ts';
import { startFakeDbgpt } from '../support/fake-dbgpt.ts';
import type { FakeDbgpt, FakeDbgptOptions } from '../support/fake-dbgpt.ts';
import { freePort } from '../support/ports.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const api = (name: string): string => `modeltray-api-${name}`;

interface Around {
  core: RunningCore;
  dbgpt: FakeDbgpt;
  /** The file that DB-GPT was started with. */
  toml: string;
  look: () => Promise<DbgptApiLook>;
  plan: (models?: string[]) => Promise<DbgptApiPlan>;
  /** What the window does: plan, show, and send what was shown. */
  add: (models?: string[]) => Promise<DbgptApiReport>;
  remove: (input?: Partial<CallInput<'removeDbgptModels'>>) => Promise<DbgptApiRemoved>;
}

async function around(options: FakeDbgptOptions = {}, names = options.toml ?? ['glm']): Promise<Around> {
  const dbgpt = await startFakeDbgpt(options);
  scope.later(() => dbgpt.close());
  const alpha = await scope.fake({ models: [{ id: 'tiny:latest' }, { id: 'big:7b@q4' }] });
  const core = await scope.core({ upstreams: [alpha] });
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  scope.later(() => rm(folder, { recursive: true, force: true }));
  const toml = join(folder, 'in-use.toml');
  await writeFile(toml, names.map((name) => `[[models.llms]]\nname = "${name}"\n`).join('\n'));
  return { core, dbgpt, toml, ...askedOf(core.api, dbgpt.port, toml) };
}

function askedOf(
  { calls: core }: Api,
  port: number,
  toml: string,
): Pick<Around, 'look' | 'plan' | 'add' | 'remove'> {
  const plan = (models = ['active']): Promise<DbgptApiPlan> =>
    core.planDbgptModels(calls.planDbgptModels.input.parse({ port, toml, models }));
  return {
    look: () => core.lookAtDbgptApi({ port, toml }),
    plan,
    add: async (models = ['active']) => {
      const { seen } = await plan(models);
      return core.addDbgptModels(calls.addDbgptModels.input.parse({ port, toml, models, seen }));
    },
    remove: (input = {}) => core.removeDbgptModels(calls.removeDbgptModels.input.parse({ port, ...input })),
  };
}

test('looked at, planned with the key masked, added, kept over a restart, taken away', async () => {
  const { core, dbgpt, look, plan, add, remove } = await around();
  expect(await look()).toMatchObject({
    models: [{ name: 'glm', isAdded: false }],
    added: [],
    obstacle: null,
  });
  const planned = await plan(['active', 'alpha/big:7b@q4']);
  expect(planned.adds).toEqual([
    { name: api('active'), model: 'active' },
    { name: api('big:7b-q4'), model: 'alpha/big:7b@q4' },
  ]);
  expect(JSON.stringify(planned)).not.toContain(core.localKey);
  expect(dbgpt.asked.filter((what) => what.startsWith('POST'))).toEqual([]);

  const { failed, added } = await add(['active', 'alpha/big:7b@q4']);
  expect([failed, added.length]).toEqual([null, 2]);
  expect(dbgpt.bodies[0]).toMatchObject({
    model: api('active'),
    worker_type: 'llm',
    params: {
      name: api('active'),
      provider: 'proxy/openai',
      api_base: core.proxyUrl,
      api_key: core.localKey,
      backend: 'active',
    },
  });
  dbgpt.restart();
  expect(dbgpt.running()).toEqual(['glm', api('active'), api('big:7b-q4')]);
  expect(await readFile(join(core.dataDir, 'dbgpt-models.json'), 'utf8')).not.toContain(core.localKey);

  expect(await remove()).toEqual({ removed: [api('active'), api('big:7b-q4')], kept: [] });
  dbgpt.restart();
  expect(dbgpt.running()).toEqual(['glm']);
  expect((await look()).added).toEqual([]);
});

test('added twice: what is there already is left alone; another key makes it anew, stopped first', async () => {
  const { core, dbgpt, plan, add } = await around();
  await add();
  expect(await plan()).toMatchObject({ adds: [], present: [api('active')], calls: [] });
  expect((await add()).added).toEqual([]);
  expect(dbgpt.bodies).toHaveLength(1);
  await core.api.calls.setLocalKey({ key: 'sk-another' });
  expect(await add()).toMatchObject({ added: [{ name: api('active') }], failed: null });
  expect(dbgpt.bodies.slice(1)).toMatchObject([
    { model: api('active'), params: {}, delete_after: true },
    { model: api('active'), params: { api_key: 'sk-another' } },
  ]);
  expect(dbgpt.running()).toEqual(['glm', api('active')]);
});

test('a name that somebody else has there is never sent', async () => {
  const { dbgpt, add } = await around();
  dbgpt.add(api('active'));
  expect((await add()).added).toEqual([{ name: api('active-2'), model: 'active' }]);
  expect(dbgpt.running()).toEqual(['glm', api('active'), api('active-2')]);
});

test.each<[string, string[], RegExp]>([
  ['another file than the one in use', ['llama'], /tomlOther/],
  ['a file whose names come from variables that are not known here', ['${env:LLM_MODEL_NAME}'], /tomlOther/],
  ['no TOML', ['"'], /tomlUnreadable/],
])('refused: %s', async (_name, names, said) => {
  const { dbgpt, plan, look } = await around({}, names);
  await expect(plan()).rejects.toMatchObject({ code: 'toml_unknown' });
  expect((await look()).obstacle?.key).toMatch(said);
  expect(dbgpt.bodies).toEqual([]);
});

test('refused where no file is named; the stock file counts by its defaults', async () => {
  const { core, dbgpt, toml, plan } = await around({ toml: ['gpt-4o'] }, ['${env:LLM_MODEL_NAME:-gpt-4o}']);
  expect((await plan()).adds).toHaveLength(1);
  const unnamed = calls.planDbgptModels.input.parse({ port: dbgpt.port });
  await expect(core.api.calls.planDbgptModels(unnamed)).rejects.toMatchObject({ code: 'toml_unknown' });
  const gone = calls.planDbgptModels.input.parse({ port: dbgpt.port, toml: `${toml}.gone` });
  await expect(core.api.calls.planDbgptModels(gone)).rejects.toMatchObject({ code: 'file_not_found' });
});

test('DB-GPT’s refusal is quoted; what was done before it is said and can be taken away', async () => {
  const { dbgpt, add, remove, look } = await around();
  dbgpt.refuse(api('big:7b-q4'), 'no room for another worker');
  const report = await add(['active', 'alpha/big:7b@q4', 'alpha/tiny:latest']);
  expect(report).toEqual({
    added: [{ name: api('active'), model: 'active' }],
    failed: {
      name: api('big:7b-q4'),
      reason: { key: 'error.dbgpt_refused', params: { text: 'E0003: no room for another worker' } },
    },
    untried: [api('tiny:latest')],
  });
  expect((await look()).added.map(({ name }) => name)).toEqual([api('active')]);
  expect(await remove()).toEqual({ removed: [api('active')], kept: [] });
  expect(dbgpt.running()).toEqual(['glm']);
});

test('what was added is known after a restart of ModelTray; what DB-GPT does not give up stays known', async () => {
  const dbgpt = await startFakeDbgpt();
  scope.later(() => dbgpt.close());
  const alpha = await scope.fake();
  const ports = await corePorts();
  const first = createCore(ports);
  await first.start();
  await first.api.calls.addUpstream({ baseUrl: alpha.url, name: 'alpha' });
  await first.api.calls.setAlias({
    alias: 'active',
    target: { upstream: 'alpha', model: 'tiny:latest' },
  });
  const toml = join(ports.dataDir, 'in-use.toml');
  await writeFile(toml, '[[models.llms]]\nname = "glm"\n');
  await askedOf(first.api, dbgpt.port, toml).add();
  await first.stop(0);

  const later = createCore(ports);
  scope.later(() => later.stop(0));
  const { look, remove } = askedOf(later.api, dbgpt.port, toml);
  expect((await look()).added).toMatchObject([{ name: api('active'), isRunning: true }]);
  expect(await remove({ names: ['glm'] })).toEqual({ removed: [], kept: [] });
  expect(await remove()).toEqual({ removed: [api('active')], kept: [] });
  await rm(ports.dataDir, { recursive: true, force: true });
});

test('taken away in DB-GPT’s own pages: said, and forgotten on the user’s word', async () => {
  const { dbgpt, add, remove, look } = await around();
  await add();
  const body = { host: '', port: 1, worker_type: 'llm', params: {}, delete_after: true };
  await fetch(`http://127.0.0.1:${dbgpt.port}/api/v2/serve/model/models/stop`, {
    method: 'POST',
    body: JSON.stringify({ ...body, model: api('active') }),
  });
  expect((await look()).added).toMatchObject([{ isRunning: false }]);
  expect(await remove()).toMatchObject({
    removed: [],
    kept: [{ name: api('active'), reason: { params: { text: 'E0003: No worker instance found' } } }],
  });
  expect(await remove({ force: true })).toEqual({ removed: [api('active')], kept: [] });
});

test('a plan that is another one by now is not sent', async () => {
  const { core, dbgpt, toml, plan } = await around();
  const { seen } = await plan();
  await core.api.calls.setLocalKey({ key: 'sk-another' });
  const input = calls.addDbgptModels.input.parse({ port: dbgpt.port, toml, seen });
  await expect(core.api.calls.addDbgptModels(input)).rejects.toMatchObject({ code: 'file_changed' });
  expect(dbgpt.bodies).toEqual([]);
});

test('nothing there, something else there, an old DB-GPT, and one that turns into pages', async () => {
  const { core, dbgpt, look } = await around();
  const { lookAtDbgptApi } = core.api.calls;
  await expect(lookAtDbgptApi({ port: await freePort() })).rejects.toMatchObject({ code: 'dbgpt_not_found' });
  const other = await scope.fake({ mark: 'beta' });
  await expect(lookAtDbgptApi({ port: Number(new URL(other.url).port) })).rejects.toMatchObject({
    code: 'dbgpt_not_found',
  });
  const old = await startFakeDbgpt({ isOld: true });
  scope.later(() => old.close());
  await expect(lookAtDbgptApi({ port: old.port })).rejects.toMatchObject({ code: 'wrong_version' });
  dbgpt.speakHtml();
  await expect(look()).rejects.toMatchObject({ code: 'dbgpt_not_found' });
});

test('demo answers are not added', async () => {
  const { dbgpt, toml } = await around();
  const core = await scope.core({ run: { demo: true } });
  const input = calls.planDbgptModels.input.parse({ port: dbgpt.port, toml });
  await expect(core.api.calls.planDbgptModels(input)).rejects.toMatchObject({ code: 'no_real_model' });
});
