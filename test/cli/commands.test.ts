import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CallParsed } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { unknownModel } from '../../shared/model.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { buildAlias, buildServer } from './builders.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();

async function* typed(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
  await Promise.resolve();
}

const server = {
  slug: 'ollama',
  name: 'Ollama',
  kind: 'ollama',
  baseUrl: 'http://127.0.0.1:11434',
  location: 'this-machine',
  health: 'healthy',
  hasKey: false,
  version: null,
  models: ['qwen3:8b'],
};

test('status of a running core', async () => {
  const { core, panel, json, dataDir } = await line.running({
    state: { active: buildAlias(), upstreams: [buildServer()] },
  });
  const { code, document } = await json(['status']);
  expect(code).toBe(0);
  expect(document).toEqual({
    running: true,
    pid: core.state().pid,
    shell: 'headless',
    version: '1.2.3',
    dataDir,
    proxy: { baseUrl: 'http://127.0.0.1:9999/v1', port: 9999, listen: 'loopback' },
    panel: { url: `http://127.0.0.1:${panel.port}/` },
    active: { alias: 'active', upstream: 'ollama', model: 'qwen3:8b' },
    upstreams: [server],
  });
  expect(JSON.stringify(document)).not.toContain(panel.token);
});

test('the key is shown only when asked for', async () => {
  const calls = { revealLocalKey: () => Promise.resolve({ key: 'sk-shown' }) };
  const { run, json } = await line.running({ calls });
  expect((await run(['status'])).out).not.toContain('sk-');
  expect((await json(['status', '--show-key'])).document).toMatchObject({ key: 'sk-shown' });
  expect((await run(['status', '--show-key'])).out).toMatch(/^Key +sk-shown$/m);
});

test('status says what it cannot be: no proxy, no panel, no active model', async () => {
  const { json } = await line.running(
    { state: { proxy: { ...createFakeCore().state().proxy, status: 'stopped' } } },
    null,
  );
  expect(await json(['status'])).toMatchObject({
    code: 0,
    document: { running: true, proxy: null, panel: null, active: null, upstreams: [] },
  });
});

test('status with no core running has the same shape and exits 1', async () => {
  const core = createFakeCore({ state: { upstreams: [buildServer({ health: 'unknown' })] } });
  const { json, run } = await line.offline(core);
  expect(await json(['status'])).toEqual({
    code: 1,
    document: {
      running: false,
      pid: null,
      shell: null,
      version: '1.2.3',
      dataDir: '/nowhere/modeltray',
      proxy: null,
      panel: null,
      active: null,
      upstreams: [{ ...server, health: 'unknown' }],
    },
  });
  const { out, code } = await run(['status']);
  expect([code, out.split('\n')[0]]).toEqual([1, 'ModelTray is not running. Start it with: npm start']);
  expect(core.stops).toEqual([0, 0]);
});

test('status for a person, in 简体中文, lines up', async () => {
  const { run } = await line.running({
    state: { locale: 'zh-CN', active: buildAlias(), upstreams: [buildServer(), buildServer({ slug: 'x' })] },
  });
  const lines = (await run(['status'])).out.split('\n');
  expect(lines).toContain('当前模型    qwen3:8b · Ollama（本机）');
  expect(lines).toContain('ollama  Ollama  http://127.0.0.1:11434  本机  就绪  1 个模型  –');
  expect(lines).toContain('x       Ollama  http://127.0.0.1:11434  本机  就绪  1 个模型  –');
});

test('upstream add sends each address, the name, the kind and the key', async () => {
  const added: CallParsed<'addUpstream'>[] = [];
  const addUpstream = (input: CallParsed<'addUpstream'>) => {
    added.push(input);
    return Promise.resolve(buildServer({ baseUrl: input.baseUrl }));
  };
  const { run, json } = await line.running({ calls: { addUpstream } });
  const stdin = typed('sk-', 'typed\nrest');
  const words = ['upstream', 'add', 'http://a.test/v1/', '--name', 'A', '--kind', 'vllm', '--key-stdin'];
  expect((await run(words, { stdin })).code).toBe(0);
  const both = await json(['upstream', 'add', 'http://b.test,127.0.0.1:5']);
  expect(added).toEqual([
    { baseUrl: 'http://a.test/v1', name: 'A', kind: 'vllm', key: 'sk-typed' },
    { baseUrl: 'http://b.test' },
    { baseUrl: 'http://127.0.0.1:5' },
  ]);
  expect(both).toMatchObject({
    code: 0,
    document: { added: [{ baseUrl: 'http://b.test' }, { slug: 'ollama' }] },
  });
});

test('upstream add offline says that it holds from the next start on', async () => {
  const core = createFakeCore({
    calls: { addUpstream: () => Promise.resolve(buildServer({ health: 'unknown', checkedAt: null })) },
  });
  const { run } = await line.offline(core);
  const { code, out, err } = await run(['upstream', 'add', 'http://127.0.0.1:11434']);
  expect([code, out, err]).toEqual([
    0,
    'Added Ollama (ollama) at http://127.0.0.1:11434: not looked at yet\n',
    'ModelTray is not running: this holds from its next start on.\n',
  ]);
});

test('upstream add refuses what does not fit before anything is added', async () => {
  const addUpstream = vi.fn(() => Promise.resolve(buildServer()));
  const { run, json } = await line.offline(createFakeCore({ calls: { addUpstream } }));
  const bad = [
    ['upstream', 'add', 'ftp://x'],
    ['upstream', 'add', 'http://a,http://b', '--name', 'x'],
    ['upstream', 'add', 'http://a', '--kind', 'demo'],
    ['upstream', 'add', 'http://a', '--key-stdin'],
    ['upstream', 'add', 'http://a,,http://b'],
  ];
  for (const words of bad) expect([words, (await run(words)).code]).toEqual([words, 2]);
  expect(addUpstream).not.toHaveBeenCalled();
  expect(await json(['upstream', 'add', 'ftp://x'])).toEqual({
    code: 2,
    document: {
      error: {
        code: 'bad_address',
        message: 'ftp://x is not an address. It should look like http://127.0.0.1:11434.',
      },
    },
  });
});

test('upstream list, remove, confirm', async () => {
  const core = createFakeCore({
    state: { upstreams: [buildServer()] },
    calls: {
      removeUpstream: ({ slug }) =>
        slug === 'ollama'
          ? Promise.resolve(core.state())
          : Promise.reject(
              new ModelTrayError('upstream_not_found', message('error.upstream_not_found', { slug })),
            ),
      confirmUpstream: () => Promise.resolve(buildServer({ hasKey: true })),
    },
  });
  const { run, json } = await line.offline(core);
  expect((await run(['upstream', 'list'])).out).toBe(
    'ollama  Ollama  http://127.0.0.1:11434  this machine  ready  models: 1  –\n    qwen3:8b\n',
  );
  expect(await json(['upstream', 'list'])).toEqual({ code: 0, document: { upstreams: [server] } });
  expect(await json(['upstream', 'remove', 'ollama'])).toEqual({ code: 0, document: { removed: 'ollama' } });
  expect(await json(['upstream', 'confirm', 'ollama'])).toEqual({
    code: 0,
    document: { confirmed: { ...server, hasKey: true } },
  });
  const failed = await run(['upstream', 'remove', 'none']);
  expect([failed.code, failed.out, failed.err]).toEqual([1, '', 'There is no server called none.\n']);
});

test('use asks for the active model, or the embedding one', async () => {
  const useModel = vi.fn(() => Promise.resolve({ upstream: 'ollama', model: 'qwen3:8b' }));
  const { run, json } = await line.running({ calls: { useModel } });
  expect(await run(['use', 'qwen3'])).toEqual({ code: 0, out: 'Active model: qwen3:8b · ollama\n', err: '' });
  expect(await json(['use', 'qwen3', '--embedding'])).toEqual({
    code: 0,
    document: { alias: 'embedding', upstream: 'ollama', model: 'qwen3:8b' },
  });
  expect(useModel.mock.calls).toEqual([
    [{ model: 'qwen3', alias: 'active' }],
    [{ model: 'qwen3', alias: 'embedding' }],
  ]);
});

const small = { ...unknownModel('qwen3:8b', 'this-machine'), context: { loaded: 4096, trained: 40_960 } };
const smallWarning =
  'Note: qwen3:8b: loaded with a context of 4096 tokens; DB-GPT needs 8192 or more. Ollama loads models with a context of its own choice. Set OLLAMA_CONTEXT_LENGTH=16384 and restart Ollama, or raise the context in its settings.\n';

test('use shows the loaded context, and warns where it is small for DB-GPT', async () => {
  const useModel = () => Promise.resolve({ upstream: 'ollama', model: 'qwen3:8b' });
  const state = { upstreams: [buildServer({ models: [small] })] };
  const { run, json, core } = await line.running({ state, calls: { useModel } });
  expect(await run(['use', 'qwen3'])).toEqual({
    code: 0,
    out: 'Active model: qwen3:8b · ollama\nIts loaded context: 4096 tokens\n',
    err: smallWarning,
  });
  expect((await json(['use', 'qwen3'])).document).toEqual({
    alias: 'active',
    upstream: 'ollama',
    model: 'qwen3:8b',
  });
  // The alias knows its model even where the server lists more than the state holds.
  const large = { ...small, context: { loaded: 8192, trained: null } };
  core.setState({ upstreams: [], active: buildAlias({ info: large }) });
  expect(await run(['use', 'qwen3'])).toMatchObject({
    out: 'Active model: qwen3:8b · ollama\nIts loaded context: 8192 tokens\n',
    err: '',
  });
});

test('upstream list shows what is known of each model, and warns of small contexts', async () => {
  const embedding = { ...unknownModel('bge-m3', 'this-machine'), context: { loaded: 512, trained: 512 } };
  const known = { ...small, id: 'llama3:8b', parameters: '8B', quantization: 'Q4_K_M', loaded: true };
  const tail = unknownModel('x', 'this-machine');
  const server = buildServer({ version: '0.32.15', models: [small, known, embedding, tail] });
  const { run, json } = await line.running({ state: { upstreams: [server] } });
  const { out, err } = await run(['upstream', 'list']);
  expect(out.split('\n')).toEqual([
    'ollama  Ollama 0.32.15  http://127.0.0.1:11434  this machine  ready  models: 4  –',
    '    qwen3:8b              context 4096 of 40960',
    '    llama3:8b             context 4096 of 40960  8B  Q4_K_M  loaded',
    '    bge-m3     embedding  context 512',
    '    x',
    '',
  ]);
  expect(err).toBe(smallWarning.replace('qwen3:8b:', 'qwen3:8b, llama3:8b:'));
  expect((await json(['upstream', 'list'])).document).toMatchObject({ upstreams: [{ version: '0.32.15' }] });
});

test('a failure of the running core is told as it said it', async () => {
  const failure = new ModelTrayError('model_unknown', message('error.model_unknown', { model: 'x' }));
  const { run, json } = await line.running({
    state: { locale: 'zh-CN' },
    calls: { useModel: () => Promise.reject(failure) },
  });
  const text = '已接入的模型服务都没有模型 x。';
  expect(await run(['use', 'x'])).toEqual({ code: 1, out: '', err: `${text}\n` });
  expect(await json(['use', 'x'])).toEqual({
    code: 1,
    document: { error: { code: 'model_unknown', message: text } },
  });
});

test('panel prints the link that works', async () => {
  const { run, panel } = await line.running();
  const { code, out } = await run(['panel']);
  expect([code, out]).toEqual([0, `http://127.0.0.1:${panel.port}/?token=${panel.token}\n`]);
});

test('panel says where the window is when the desktop app runs, and how to start when nothing does', async () => {
  const app = await line.running({ state: { shell: 'desktop' } }, null);
  expect(await app.json(['panel'])).toMatchObject({
    code: 1,
    document: { error: { code: 'not_available_here' } },
  });
  const none = await line.offline();
  expect(await none.json(['panel'])).toMatchObject({ code: 1, document: { error: { code: 'not_running' } } });
});

test('demo says where it answers and stops when told', async () => {
  const stop = vi.fn(() => Promise.resolve());
  const ports: number[] = [];
  const change = {
    startDemo: (port: number) => {
      ports.push(port);
      return Promise.resolve({ port: 77, baseUrl: 'http://127.0.0.1:77/v1', stop });
    },
    untilTold: () => Promise.resolve(),
  };
  const { json, run } = await line.offline();
  const document = { baseUrl: 'http://127.0.0.1:77/v1', port: 77 };
  expect(await json(['demo'], change)).toEqual({ code: 0, document });
  expect((await run(['demo', '--port', '77'], change)).out).toContain('http://127.0.0.1:77/v1');
  expect([ports, stop.mock.calls.length]).toEqual([[0, 77], 2]);
  expect((await run(['demo', '--port', 'x'], change)).code).toBe(2);
  expect((await run(['demo', '--port', '77'])).code).toBe(1);
});

test('--data names the folder that is asked', async () => {
  const asked: (string | null)[] = [];
  const { run, dataDir } = await line.offline();
  const change = {
    dataDir: (override: string | null) => {
      asked.push(override);
      return dataDir;
    },
  };
  await run(['status', '--data', 'sub'], change);
  await run(['status'], change);
  expect(asked).toEqual([join(dataDir, 'sub'), null]);
});
